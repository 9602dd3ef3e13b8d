// The SPARQL editor. In: the plain form of the page, which goes on working without this. Out: colours, completion, examples, answers as a table, errors at their place.

import { say, make } from "./words.js";
import { Field } from "./editor/field.js";
import { terms } from "./editor/terms.js";
import { ask } from "./editor/ask.js";
import { shown } from "./editor/answer.js";
import { examples } from "./editor/examples.js";

const area = document.querySelector("form textarea[name=query]");
if (area) open(area, area.form);

async function open(area, form) {
  const known = await terms();
  const field = new Field(area, known, () => run());
  const answer = document.getElementById("answer") ?? make("section", { id: "answer", class: "answer", tabindex: "-1", "aria-live": "polite", "aria-label": say("结果", "Answer") });
  const bar = make(
    "div",
    { class: "editor-bar" },
    make("button", { type: "button", class: "run", onclick: () => run() }, say("运行", "Run"), " ", make("kbd", {}, "Ctrl ⏎")),
    examples(known.examples, (text) => field.set(text)),
    make("button", { type: "button", class: "stop", hidden: true, onclick: () => running?.abort() }, say("停止", "Stop")),
  );
  form.classList.add("scripted");
  field.host.before(bar);
  answer.setAttribute("aria-live", "polite");
  form.after(answer);
  form.addEventListener("submit", (event) => {
    // A choice of format is a download: the plain form does that.
    const format = form.elements.format?.value;
    if (format && !/html|json/.test(format)) return;
    event.preventDefault();
    run();
  });
  let running = null;

  async function run() {
    running?.abort();
    const own = (running = new AbortController());
    const stop = bar.querySelector(".stop");
    stop.hidden = false;
    answer.setAttribute("aria-busy", "true");
    const query = field.text();
    history.replaceState(null, "", `${location.pathname}?${new URLSearchParams({ query })}`);
    const began = performance.now();
    const result = await ask(query, own.signal);
    if (running !== own) return;
    running = null;
    stop.hidden = true;
    answer.removeAttribute("aria-busy");
    field.fault(result.error ? result.place : null, result.error);
    answer.replaceChildren(...shown(result, query, known.base, performance.now() - began));
  }

  addEventListener("popstate", () => field.set(new URLSearchParams(location.search).get("query") ?? ""));
  document.documentElement.dataset.editor = "ready";
}
