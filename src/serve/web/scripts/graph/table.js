// The table beside the picture, kept the same as the picture. In: the model. Out: rows, a fact each, with links to pages and sentences.

import { make, safe, say } from "../words.js";

/** Writes the rows anew. */
export function table(model) {
  const place = document.getElementById("ties");
  if (!place) return;
  for (const body of [...place.tBodies]) body.remove();
  const body = make("tbody");
  const central = (edge) => edge.from === model.centre || edge.to === model.centre;
  const edges = [...model.edges.values()];
  for (const edge of [...edges.filter(central), ...edges.filter((edge) => !central(edge))]) {
    if (model.seen(edge)) for (const relation of edge.relations.filter((relation) => !model.hidden.has(relation))) body.append(row(model, edge, relation));
  }
  for (const group of model.rests()) if (model.seen(group)) body.append(rest(model, group));
  place.append(body);
}

function row(model, edge, relation) {
  const [from, to] = [model.nodes.get(edge.from), model.nodes.get(edge.to)];
  // Seen from the centre a fact leaves or comes; elsewhere both ends are named.
  const other = edge.from === model.centre ? to : from;
  const arrow = edge.to === model.centre ? "←" : "→";
  const things = edge.from === model.centre || edge.to === model.centre ? [link(other)] : [link(from), " → ", link(to)];
  const query = new URLSearchParams({ from: edge.from, relation, to: edge.to });
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, `${arrow} ${model.relations[relation] ?? relation}`),
    make("td", {}, ...things),
    make("td", {}, other.class),
    make("td", {}, make("a", { href: `/graph/sentence?${query}`, "aria-label": `${say("原句：", "Sentence: ")}${from.label} → ${to.label}` }, say("原句", "sentence"))),
  );
}

const link = (node) => make("a", { href: safe(node.href) }, node.label);

function rest(model, group) {
  const query = new URLSearchParams({ thing: group.thing, relation: group.relation, direction: group.direction, offset: group.shown });
  const relation = model.relations[group.relation] ?? group.relation;
  const left = group.count - group.shown;
  return make(
    "tr",
    { class: "rest" },
    make("th", { scope: "row" }, `${group.direction === "out" ? "→" : "←"} ${relation}`),
    make("td", { colspan: "3" }, link(model.nodes.get(group.thing)), say(`：还有 ${left} 个，`, `: ${left} more, `), make("a", { href: `/graph?${query}`, "aria-label": `${say("列出", "list")} ${relation}` }, say("列出", "list"))),
  );
}
