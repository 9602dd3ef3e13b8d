// An answer as people read it. In: results of a query. Out: a table in which things lead to their pages, and links to take the data away.

import { make, say } from "../words.js";

const MOST = 2000;
const ENDINGS = { turtle: "ttl", ntriples: "nt" };

/** The parts of an answer. */
export function shown(result, query, base, time) {
  if (result.error) return [make("p", { class: "bad", role: "alert" }, result.error)];
  if (result.graph !== undefined) return [head(say("图", "Graph"), time), make("pre", { tabindex: "0" }, result.graph), downloads(query, ["turtle", "ntriples", "jsonld"])];
  if (typeof result.boolean === "boolean") return [head(result.boolean ? say("是", "yes") : say("否", "no"), time)];
  const rows = result.results.bindings;
  const count = say(`${rows.length} 行`, `${rows.length} ${rows.length === 1 ? "row" : "rows"}`);
  const cut = rows.length > MOST ? make("p", { class: "note" }, say(`只显示前 ${MOST} 行，下载可得全部。`, `The first ${MOST} rows are shown; downloads have all.`)) : null;
  return [head(count, time), downloads(query, ["csv", "tsv", "json", "xml"]), table(result.head.vars, rows.slice(0, MOST), base), ...(cut ? [cut] : [])];
}

function head(text, time) {
  return make("h2", {}, text, make("small", { class: "count" }, ` · ${(time / 1000).toFixed(2)} s`));
}

function downloads(query, formats) {
  const links = formats.flatMap((format, place) => [place ? " · " : "", make("a", { href: `/sparql?${new URLSearchParams({ query, format })}`, download: `answer.${ENDINGS[format] ?? format}`, rel: "nofollow" }, format.toUpperCase())]);
  return make("p", { class: "downloads" }, say("下载：", "Download: "), ...links);
}

function table(names, rows, base) {
  const cells = (row) => names.map((name) => make("td", {}, ...(row[name] ? cell(row[name], base) : [])));
  return make(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": say("结果表", "Table of results") },
    make("table", {}, make("thead", {}, make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, name)))), make("tbody", {}, ...rows.map((row) => make("tr", {}, ...cells(row))))),
  );
}

function cell(term, base) {
  if (term.type === "uri") return [make("a", { href: page(term.value, base) }, short(term.value, base))];
  if (term.type === "bnode") return [`_:${term.value}`];
  return [term.value, ...(term["xml:lang"] ? [make("small", { class: "count" }, ` @${term["xml:lang"]}`)] : [])];
}

function short(iri, base) {
  const own = base && iri.startsWith(base) ? iri.slice(base.length) : iri;
  try {
    return decodeURI(own);
  } catch {
    return own;
  }
}

/** The page of an IRI: a mention leads into its source's text. */
export function page(iri, base) {
  const path = base && iri.startsWith(base) ? iri.slice(base.length) : null;
  const mention = path?.match(/^source\/([0-9a-f]{16})#char=(\d+),(\d+)$/);
  if (mention) return `/source/${mention[1]}#c${mention[2]}-${mention[3]}`;
  if (path && /^source\/[0-9a-f]{16}$/.test(path)) return `/${path}`;
  if (path && !/[?#]/.test(path)) return `/page/${path}`;
  return `/page?${new URLSearchParams({ iri })}`;
}
