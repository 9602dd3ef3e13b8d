// The picture as a file. In: the view. Out: a PNG of what the canvas shows, or an SVG drawn anew, with names as text.

import { colours } from "./picture.js";

export async function png(view) {
  save(await view.picture.cy.png({ output: "blob-promise", bg: colours().paper, full: true, scale: 2, maxWidth: 6000, maxHeight: 6000 }), name(view, "png"));
}

export function svg(view) {
  save(new Blob([drawn(view)], { type: "image/svg+xml" }), name(view, "svg"));
}

function name(view, ending) {
  const label = view.place.dataset.label.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60);
  return `${label || "graph"}.${ending}`;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const escaped = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);

/** The whole picture as SVG. */
export function drawn(view) {
  const { cy } = view.picture;
  const c = colours();
  const box = cy.elements(":visible").boundingBox();
  const lines = cy.edges(":visible").map((edge) => line(edge, c));
  const nodes = cy.nodes(":visible").map((node) => shape(node, c));
  const around = [box.x1 - 20, box.y1 - 20, box.w + 40, box.h + 40].map(Math.round);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${around.join(" ")}" font-family="sans-serif" font-size="12"><defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="${c.soft}"/></marker></defs><rect x="${around[0]}" y="${around[1]}" width="${around[2]}" height="${around[3]}" fill="${c.paper}"/>${lines.join("")}${nodes.join("")}</svg>\n`;
}

function line(edge, c) {
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const middle = edge.midpoint();
  const path = `<path d="M${point(from)}Q${point({ x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 })} ${point(to)}" fill="none" stroke="${c.soft}" stroke-opacity="0.65" marker-end="url(#to)"/>`;
  const text = edge.data("name");
  return text ? `${path}<text x="${middle.x.toFixed(1)}" y="${middle.y.toFixed(1)}" text-anchor="middle" font-size="10" fill="${c.soft}" stroke="${c.paper}" stroke-width="3" paint-order="stroke">${escaped(text)}</text>` : path;
}

const point = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;

function shape(node, c) {
  const { x, y } = node.position();
  const group = node.data("kind") === "group";
  const [wide, high] = [node.outerWidth(), node.outerHeight()];
  const round = group || node.data("kind") === "area" ? 5 : node.data("kind") === "document" || node.data("kind") === "body" ? 0 : high / 2;
  const edge = group || node.hasClass("centre") ? c.accent : c.soft;
  const box = `<rect x="${(x - wide / 2).toFixed(1)}" y="${(y - high / 2).toFixed(1)}" width="${wide.toFixed(1)}" height="${high.toFixed(1)}" rx="${round.toFixed(1)}" fill="${c[node.data("kind")] ?? c.concept}" stroke="${edge}"${group ? ' stroke-dasharray="4 3"' : ""}/>`;
  return `<g>${box}<text x="${x.toFixed(1)}" y="${(group ? y + 4 : y + high / 2 + 15).toFixed(1)}" text-anchor="middle" fill="${c.ink}">${escaped(node.data("name"))}</text></g>`;
}
