// The picture itself. In: the model and a place in the page. Out: nodes and lines on a canvas, laid out, in the colours of the page.

import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";

cytoscape.use(fcose);

/** Runs a layout that throws dice so that they fall as they did before: the same graph is the same picture each time. */
function withSameDice(run) {
  const { random } = Math;
  let state = 20260101;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  try {
    run();
  } finally {
    Math.random = random;
  }
}

// Cytoscape would put one rule into a <style> of the page, which the site's policy forbids; the rule stands in graph.css.
const STYLE = "__________cytoscape_stylesheet";

const SHAPES = { area: "round-rectangle", body: "rectangle", person: "ellipse", document: "cut-rectangle", program: "hexagon", statement: "round-tag", concept: "ellipse" };
const FEW = 14;
const LEGIBLE = 0.62;
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** A name, cut where it would be too long for a picture. */
export const cut = (text, most = 22) => ([...text].length > most ? `${[...text].slice(0, most - 1).join("")}…` : text);

export class Picture {
  constructor(ground, view) {
    if (!document.getElementById(STYLE)) {
      const mark = document.createElement("meta");
      mark.id = STYLE;
      document.head.append(mark);
    }
    this.view = view;
    this.canvas = document.createElement("div");
    this.canvas.className = "canvas";
    this.canvas.setAttribute("aria-hidden", "true");
    ground.append(this.canvas);
    this.cy = cytoscape({ container: this.canvas, style: look(), minZoom: 0.15, maxZoom: 3 });
    this.cy.on("tap", "node, edge", (event) => this.tapped(event.target.data("item")));
    this.cy.on("dragfree", "node", (event) => { view.model.pinned.add(event.target.id()); view.after(); });
    // Lines of the page's own scroll stay usable: the picture zooms with a wheel only while Control is held.
    this.canvas.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) event.stopImmediatePropagation(); }, { capture: true });
  }

  tapped(item) {
    this.view.choose(item);
    if (!item.edge) this.view.grow(item);
  }

  /** Draws the whole model; at given places, where there are as many as items. */
  fill(places) {
    this.cy.elements().remove();
    this.sync();
    const items = this.view.model.items();
    if (places) {
      items.forEach((item, at) => this.cy.getElementById(item.id).position({ x: places[at][0], y: places[at][1] }));
      this.fit();
    } else {
      this.layout({ randomize: true });
    }
  }

  /** Draws what is new, near the item that it came from; the rest makes room. */
  add(from) {
    const at = { ...this.cy.getElementById(from.id).position() };
    const known = new Set(this.cy.nodes().map((node) => node.id()));
    this.sync();
    const fresh = this.cy.nodes().filter((node) => !known.has(node.id()));
    if (fresh.empty()) return;
    fresh.forEach((node, place) => {
      const angle = (2 * Math.PI * place) / fresh.length;
      node.position({ x: at.x + 90 * Math.cos(angle), y: at.y + 90 * Math.sin(angle) });
    });
    this.layout({ randomize: false, fixedNodeConstraint: this.held(from) });
  }

  /** What does not move: the centre, what was clicked, and what the reader has put in its place. */
  held(from) {
    const { model } = this.view;
    const fixed = model.items().filter((item) => item.id === model.centre || item.id === from.id || model.pinned.has(item.id));
    return fixed.map((item) => ({ nodeId: item.id, position: { ...this.cy.getElementById(item.id).position() } }));
  }

  layout(options) {
    const room = { nodeDimensionsIncludeLabels: true, nodeRepulsion: 12000, idealEdgeLength: 120, nodeSeparation: 120, gravity: 0.2 };
    // Care costs seconds where there are many.
    const quality = this.cy.nodes().length > 90 ? "default" : "proof";
    const numIter = this.cy.nodes().length > 90 ? 400 : 2500;
    const layout = this.cy.layout({ name: "fcose", quality, numIter, animate: false, packComponents: true, ...room, ...options });
    withSameDice(() => layout.run());
    this.fit();
  }

  fit() {
    this.cy.fit(this.cy.elements(":visible"), 46);
    if (this.cy.zoom() > 1.4) {
      this.cy.zoom(1.4);
      this.cy.center(this.cy.elements(":visible"));
    }
    // On a small screen names must stay readable: the middle is shown, the rest is a drag away.
    if (this.cy.zoom() < LEGIBLE) {
      this.cy.zoom(LEGIBLE);
      this.cy.center(this.cy.getElementById(this.view.model.centre ?? ""));
    }
  }

  /** Makes the elements those of the model. */
  sync() {
    const { model } = this.view;
    const wanted = new Map();
    for (const node of model.nodes.values()) wanted.set(node.id, { id: node.id, name: cut(node.label), kind: node.kind, item: node });
    for (const group of model.rests()) {
      wanted.set(group.id, { id: group.id, name: model.title(group), kind: "group", item: group });
      wanted.set(`${group.id} line`, this.line(group));
    }
    for (const edge of model.edges.values()) wanted.set(edge.id, { id: edge.id, source: edge.from, target: edge.to, name: model.names(edge).join("、"), item: edge });
    this.cy.batch(() => {
      this.cy.elements().filter((element) => !wanted.has(element.id())).remove();
      for (const data of wanted.values()) {
        const known = this.cy.getElementById(data.id);
        if (known.empty()) this.cy.add({ data });
        else known.data(data);
      }
      this.cy.elements().forEach((element) => void element.style("display", model.seen(element.data("item")) ? "element" : "none"));
      this.cy.elements().removeClass("centre");
      this.cy.getElementById(model.centre ?? "").addClass("centre");
      this.names();
    });
  }

  line(group) {
    const ends = group.direction === "out" ? { source: group.thing, target: group.id } : { source: group.id, target: group.thing };
    return { id: `${group.id} line`, ...ends, name: "", item: group };
  }

  mark(item) {
    this.cy.elements().removeClass("chosen");
    this.cy.getElementById(item.id).addClass("chosen");
    this.names();
  }

  /** Lines bear their names where there are few, and around what is chosen: all at once nobody could read. */
  names() {
    const few = this.cy.edges(":visible").length <= FEW;
    const chosen = this.cy.elements(".chosen");
    this.cy.edges().removeClass("named");
    (few ? this.cy.edges() : chosen.edges().union(chosen.nodes().not(".centre").connectedEdges())).addClass("named");
  }

  places() {
    return this.view.model.items().map((item) => { const { x, y } = this.cy.getElementById(item.id).position(); return [x, y]; });
  }

  restyle() {
    this.cy.style(look());
  }

  /** Brings an item into sight. */
  reveal(item) {
    const node = this.cy.getElementById(item.id);
    const { x, y } = node.renderedPosition();
    const inside = x > 20 && y > 20 && x < this.cy.width() - 20 && y < this.cy.height() - 20;
    if (!inside) calm() ? this.cy.center(node) : this.cy.animate({ center: { eles: node }, duration: 150 });
  }
}

/** The look of the picture, from the variables of the page's style. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name, otherwise) => style.getPropertyValue(`--${name}`).trim() || otherwise;
  return {
    paper: of("raised", "#fff"), ink: of("ink", "#1d2127"), soft: of("soft", "#565d66"), accent: of("accent", "#96262c"), sunk: of("sunk", "#f2f0ea"), focus: of("focus", "#1a5fb4"),
    area: of("m-area", "#d9edd8"), body: of("m-body", "#d8e6f6"), person: of("m-person", "#eadcf3"), document: of("m-document", "#f9dfd6"),
    program: of("m-program", "#fbeec2"), statement: of("m-statement", "#e4e2da"), concept: of("sunk", "#f2f0ea"), group: of("paper", "#fbfaf7"),
  };
}

function look() {
  const c = colours();
  const font = getComputedStyle(document.body).fontFamily || "sans-serif";
  const kinds = Object.entries(SHAPES).map(([kind, shape]) => ({ selector: `node[kind = "${kind}"]`, style: { shape, "background-color": c[kind] } }));
  return [
    { selector: "node", style: { label: "data(name)", width: 26, height: 26, "border-width": 1.5, "border-color": c.soft, color: c.ink, "font-size": 12, "font-family": font, "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "wrap", "text-max-width": 110, "text-overflow-wrap": "anywhere", "text-background-color": c.paper, "text-background-opacity": 0.8, "text-background-padding": 1 } },
    ...kinds,
    { selector: 'node[kind = "group"]', style: { shape: "round-rectangle", "background-color": c.group, "border-style": "dashed", "border-color": c.accent, width: (node) => 13 * [...node.data("name")].length + 8, height: 24, "text-valign": "center", "text-margin-y": 0, "text-background-opacity": 0, "font-weight": 600 } },
    { selector: "node.centre", style: { width: 40, height: 40, "border-width": 3, "border-color": c.accent, "font-size": 14, "font-weight": 600 } },
    { selector: "edge", style: { width: 1.3, "line-color": c.soft, "line-opacity": 0.65, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": c.soft, "arrow-scale": 0.8, color: c.soft, "font-size": 11, "font-family": font, "text-rotation": "autorotate", "text-background-color": c.paper, "text-background-opacity": 0.85, "text-background-padding": 1, "min-zoomed-font-size": 7 } },
    { selector: "edge.named", style: { label: "data(name)" } },
    { selector: ".chosen", style: { "border-color": c.focus, "border-width": 4, "line-color": c.focus, "target-arrow-color": c.focus, color: c.ink, "line-opacity": 1 } },
  ];
}
