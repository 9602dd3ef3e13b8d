// What the picture holds. In: parts of the graph, as the server sends them. Out: nodes, edges and groups, each once and in a fixed order. No drawing.

/** The most nodes of a picture. */
const MOST = 300;

export class Model {
  most = MOST;

  constructor() {
    this.clear();
  }

  clear() {
    this.nodes = new Map();
    this.edges = new Map();
    this.groups = new Map();
    this.relations = {};
    this.hidden = new Set();
    this.pinned = new Set();
    this.steps = [];
    this.centre = null;
  }

  /** Takes a part in; the ids of the nodes that are new. */
  merge(part) {
    const fresh = [];
    for (const node of part.nodes) {
      if (this.nodes.has(node.id) || this.nodes.size >= MOST) continue;
      this.nodes.set(node.id, { ...node, number: this.nodes.size, open: node.id === part.thing && !this.centre });
      fresh.push(node.id);
    }
    this.centre ??= part.thing ?? part.nodes[0]?.id ?? null;
    Object.assign(this.relations, part.relations);
    for (const edge of part.edges) this.tie(edge);
    for (const group of part.groups) this.keep(group);
    return fresh;
  }

  /** Facts between the same two things are one line, with all their names. */
  tie({ from, relation, to }) {
    if (!this.nodes.has(from) || !this.nodes.has(to)) return;
    const id = `${from} ${to}`;
    const edge = this.edges.get(id) ?? { edge: true, id, from, to, relations: [] };
    if (!edge.relations.includes(relation)) edge.relations.push(relation);
    this.edges.set(id, edge);
  }

  keep({ thing, relation, direction, count, offset, members }) {
    const id = `${thing} ${direction} ${relation}`;
    const known = this.groups.get(id)?.shown ?? 0;
    const shown = Math.max(known, offset + members.filter((member) => this.nodes.has(member)).length);
    this.groups.set(id, { group: true, id, thing, relation, direction, count, shown });
  }

  group(thing, direction, relation) {
    return this.groups.get(`${thing} ${direction} ${relation}`);
  }

  /** The groups of which not all is shown. */
  rests() {
    return [...this.groups.values()].filter((group) => group.shown < group.count);
  }

  /** All that has a place in the picture, in its order. */
  items() {
    return [...this.nodes.values(), ...this.rests()];
  }

  byNumber(number) {
    return [...this.nodes.values()][number];
  }

  full() {
    return this.nodes.size >= MOST;
  }

  /** How many nodes a reader sees, groups among them. */
  count() {
    return this.items().length;
  }

  /** The names of an edge's relations that are not switched off. */
  names(edge) {
    return edge.relations.filter((relation) => !this.hidden.has(relation)).map((relation) => this.relations[relation] ?? relation);
  }

  /** What a group is called, with the count of what is not shown. */
  title(group) {
    return `${this.relations[group.relation] ?? group.relation} (${group.count - group.shown})`;
  }

  /** Whether an item is to be seen: an edge with a relation, a node with an edge, a group of a relation that is on. */
  seen(item) {
    if (item.edge) return item.relations.some((relation) => !this.hidden.has(relation));
    if (item.group) return !this.hidden.has(item.relation);
    if (item.id === this.centre || this.hidden.size === 0) return true;
    return [...this.edges.values()].some((edge) => (edge.from === item.id || edge.to === item.id) && this.seen(edge));
  }
}
