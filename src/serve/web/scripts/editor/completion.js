// What may stand at the cursor. In: the text before it, and the vocabulary. Out: keywords, variables, prefixes and terms, these by their Chinese and English names too.

import { say } from "../words.js";

const KEYWORDS =
  "SELECT DISTINCT REDUCED WHERE CONSTRUCT ASK DESCRIBE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES SERVICE GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET PREFIX BASE EXISTS NOT IN COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE IF COALESCE BOUND REGEX CONTAINS STRSTARTS STRENDS STRLEN SUBSTR REPLACE LCASE UCASE YEAR MONTH DAY isIRI isLiteral isBlank UNDEF";

/** The completions of a vocabulary. */
export function completion({ prefixes, terms }) {
  const keywords = KEYWORDS.split(" ").map((label) => ({ label, type: "keyword", boost: -20 }));
  const named = Object.entries(prefixes).map(([prefix, iri]) => ({ label: `${prefix}:`, detail: iri, type: "namespace", boost: -10 }));
  const words = terms.filter((term) => /^\w+:[\w-]+$/.test(term.name)).flatMap((term) => options(term, prefixes));
  return (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return { from: variable.from, options: variables(context.state.doc.toString(), variable), validFor: /^[?$]\w*$/ };
    if (inText(context)) return null;
    const word = context.matchBefore(/[\p{L}\p{N}_:-]+/u);
    if (!word && !context.explicit) return null;
    return { from: word?.from ?? context.pos, options: [...words, ...named, ...keywords], validFor: /^[\p{L}\p{N}_:-]*$/u };
  };
}

/** A term by its own name and by what it is called in either language; each writes the term. */
function options(term, prefixes) {
  const called = [term.zh, term.en].filter(Boolean);
  const apply = (view, completion, from, to) => write(view, term.name, prefixes, from, to);
  const sort = term.sort === "class" ? say("类", "class") : say("属性", "property");
  const own = { label: term.name, detail: [...called, sort].join(" · "), type: term.sort, apply, boost: 10 };
  return [own, ...called.map((name) => ({ label: name, detail: `${term.name} · ${sort}`, type: term.sort, apply }))];
}

/** Writes a term, and its prefix where the query does not declare it. */
function write(view, name, prefixes, from, to) {
  const prefix = name.split(":")[0];
  const text = view.state.doc.toString();
  const declared = new RegExp(`^\\s*PREFIX\\s+${prefix}:`, "im").test(text);
  const head = declared || !prefixes[prefix] ? "" : `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
  const changes = [{ from, to, insert: name }];
  if (head) changes.unshift({ from: 0, insert: head });
  view.dispatch({ changes, selection: { anchor: from + head.length + name.length }, userEvent: "input.complete" });
}

function variables(text, word) {
  const found = new Set([...text.matchAll(/[?$](\w+)/g)].filter((match) => match.index !== word.from).map((match) => `?${match[1]}`));
  return [...found].map((label) => ({ label, type: "variable" }));
}

/** Whether the cursor stands in a string, an IRI or a comment: nothing is completed there. */
function inText(context) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from).replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|<[^<>\s]*>/g, "");
  return /["'<#]/.test(before.replace(/<(?=[\s=])/g, ""));
}
