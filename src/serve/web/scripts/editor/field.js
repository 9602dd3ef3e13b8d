// The field that is typed into. In: the form's text area. Out: an editor in its place, which keeps the area's text the same as its own.
//
// The editor lives in a shadow root: there its styles are sheets of the document's own making, which the site's policy allows; <style> elements it forbids.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completion } from "./completion.js";
import { make, say } from "../words.js";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent-text, var(--link))", fontWeight: "600" },
  { tag: tags.comment, color: "var(--soft)" },
  { tag: tags.string, color: "var(--good)" },
  { tag: [tags.atom, tags.special(tags.variableName), tags.link], color: "var(--code-link, var(--ink))" },
  { tag: tags.variableName, color: "var(--warn)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--raised)", border: "1px solid var(--soft)", borderRadius: "4px", fontSize: "0.9rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", minHeight: "14rem", maxHeight: "60vh", overflow: "auto", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--soft)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--sunk) 60%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--hit)" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--soft)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--accent-ink)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "inherit" },
  ".cm-diagnosticText": { fontFamily: "var(--sans)" },
});

export class Field {
  constructor(area, known, run) {
    this.area = area;
    this.host = make("div", { class: "editor" });
    const root = this.host.attachShadow({ mode: "open" });
    area.before(this.host);
    area.hidden = true;
    this.label(area);
    const label = say("SPARQL 查询。Ctrl+Enter 运行，Ctrl+空格 补全，Esc 再按 Tab 离开", "SPARQL query. Ctrl+Enter runs it, Ctrl+Space completes, Tab leaves");
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: area.value,
        extensions: [
          keymap.of([{ key: "Mod-Enter", run: () => (run(), true), preventDefault: true }]),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), lintGutter(),
          StreamLanguage.define(sparql), syntaxHighlighting(colours), look,
          autocompletion({ override: [completion(known)], icons: false }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
          EditorView.updateListener.of((update) => { if (update.docChanged) area.value = this.text(); }),
        ],
      }),
    });
  }

  /** A click on the area's label leads to the editor that stands for it. */
  label(area) {
    for (const label of area.labels ?? []) label.addEventListener("click", (event) => { event.preventDefault(); this.view.focus(); });
  }

  text() {
    return this.view.state.doc.toString();
  }

  set(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
    this.view.focus();
  }

  /** Marks where a query is wrong; nothing, where nothing is. */
  fault(place, message) {
    const { doc } = this.view.state;
    const diagnostics = [];
    if (place) {
      const line = doc.line(Math.min(Math.max(place.line, 1), doc.lines));
      // The parser counts characters; a Han character of the second plane is two units here.
      const before = [...line.text].slice(0, Math.max(place.column - 1, 0)).join("").length;
      const from = Math.min(line.from + before, line.to);
      diagnostics.push({ from, to: Math.min(from + 1, doc.length), severity: "error", message });
      this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    }
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }
}
