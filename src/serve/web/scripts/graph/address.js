// The state of the picture in the address, behind `#`. In: a view. Out: an address that brings the same picture back, and back again.
//
// s = clicks (n5 a node, g0>fz:cites a group), p = places, k = which of them the reader has set, h = relations switched off, c = the chosen node.

const OWN = "https://w3id.org/fazhi/ontology#";
const shorten = (relation) => (relation.startsWith(OWN) ? `fz:${relation.slice(OWN.length)}` : relation);
const lengthen = (relation) => (relation.startsWith("fz:") ? OWN + relation.slice(3) : relation);

export function read() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const list = (name, between) => (parameters.get(name) ?? "").split(between).filter(Boolean);
  const places = list("p", "_").map((pair) => pair.split(".").map(Number));
  return {
    steps: list("s", " ").map(step).filter(Boolean),
    places: places.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y)) ? places : [],
    pinned: list("k", "_").map(Number),
    hidden: list("h", " ").map(lengthen),
    chosen: parameters.has("c") ? Number(parameters.get("c")) : undefined,
  };
}

function step(text) {
  const node = text.match(/^n(\d+)$/);
  if (node) return ["n", Number(node[1])];
  const group = text.match(/^g(\d+)([<>])(.+)$/);
  return group && ["g", Number(group[1]), group[2] === ">" ? "out" : "in", lengthen(group[3])];
}

/** Writes the state; a click that made the picture grow can be taken back with the browser's button. */
export function write(view, grown = false) {
  const { model, picture, chosen } = view;
  const parameters = new URLSearchParams();
  const said = ([kind, number, direction, relation]) => (kind === "n" ? `n${number}` : `g${number}${direction === "out" ? ">" : "<"}${shorten(relation)}`);
  if (model.steps.length) parameters.set("s", model.steps.map(said).join(" "));
  if (model.hidden.size) parameters.set("h", [...model.hidden].map(shorten).join(" "));
  if (chosen?.number !== undefined) parameters.set("c", chosen.number);
  const pinned = model.items().flatMap((item, place) => (model.pinned.has(item.id) ? [place] : []));
  if (pinned.length) parameters.set("k", pinned.join("_"));
  parameters.set("p", picture.places().map(([x, y]) => `${Math.round(x)}.${Math.round(y)}`).join("_"));
  const url = `${location.pathname}${location.search}#${parameters}`;
  if (grown) history.pushState(null, "", url);
  else history.replaceState(null, "", url);
}
