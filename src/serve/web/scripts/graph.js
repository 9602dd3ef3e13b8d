// Draws the graph of a page. In: the place #graph, with the address of its data. Out: a picture that grows, its table, and its state in the address.

import { Model } from "./graph/model.js";
import { Picture } from "./graph/picture.js";
import { Spots } from "./graph/spots.js";
import { Panel } from "./graph/panel.js";
import * as address from "./graph/address.js";
import { table } from "./graph/table.js";
import { tools } from "./graph/tools.js";
import { say } from "./words.js";

class View {
  constructor(place) {
    this.place = place;
    this.data = place.dataset.json;
    place.hidden = false;
  }

  async open() {
    this.model = new Model();
    this.place.replaceChildren();
    const ground = document.createElement("div");
    ground.className = "ground";
    this.panel = new Panel(this);
    this.place.append(tools(this), ground, this.panel.element);
    this.picture = new Picture(ground, this);
    this.spots = new Spots(ground, this);
    await this.restore();
    addEventListener("popstate", () => this.restore());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.picture.restyle());
  }

  /** Makes the picture that the address describes: the first view, then every click again. */
  async restore() {
    const state = address.read();
    try {
      this.model.clear();
      this.model.merge(await get(this.data));
      this.model.hidden = new Set(state.hidden);
      for (const step of state.steps) await this.again(step);
      const items = this.model.items();
      for (const place of state.pinned) if (items[place]) this.model.pinned.add(items[place].id);
    } catch (error) {
      this.panel.say(say("图没有读到：", "The graph could not be read: ") + error.message);
    }
    this.picture.fill(state.places.length === this.model.items().length ? state.places : null);
    if (state.chosen) this.choose(this.model.byNumber(state.chosen));
    else if (!this.chosen) this.panel.hello();
    this.after();
    this.place.dataset.ready = "1";
  }

  async again([kind, number, direction, relation]) {
    const node = this.model.byNumber(number);
    if (!node) return;
    const step = kind === "n" ? await this.growNode(node) : await this.growGroup(this.model.group(node.id, direction, relation));
    if (step) this.model.steps.push(step);
  }

  /** One click on a thing or a group: it shows what hangs on it. */
  async grow(item) {
    if (this.busy || !item) return;
    if (this.model.full()) return this.panel.say(say(`图已有 ${this.model.most} 个节点，不再增加。`, `The picture has ${this.model.most} nodes and grows no further.`));
    this.busy = true;
    this.place.setAttribute("aria-busy", "true");
    try {
      const before = this.model.count();
      const step = item.group ? await this.growGroup(item) : await this.growNode(item);
      if (step) {
        this.model.steps.push(step);
        this.picture.add(item);
        this.after(true);
        this.panel.say(say(`新增 ${this.model.count() - before} 个，共 ${this.model.count()} 个节点`, `${this.model.count() - before} more, ${this.model.count()} nodes in all`));
      }
    } catch (error) {
      this.panel.say(say("没有读到：", "That could not be read: ") + error.message);
    } finally {
      this.busy = false;
      this.place.removeAttribute("aria-busy");
    }
  }

  async growNode(node) {
    if (node.open) return null;
    const part = await get(`/graph.json?${new URLSearchParams({ thing: node.id, nodes: "20" })}`);
    await this.take(part);
    node.open = true;
    return ["n", node.number];
  }

  async growGroup(group) {
    if (!group || group.shown >= group.count) return null;
    const query = { thing: group.thing, relation: group.relation, direction: group.direction, offset: group.shown };
    await this.take(await get(`/graph.json?${new URLSearchParams(query)}`));
    return ["g", this.model.nodes.get(group.thing).number, group.direction, group.relation];
  }

  /** Takes in what came, then the facts between it and all else. */
  async take(part) {
    const old = [...this.model.nodes.keys()];
    const fresh = this.model.merge(part);
    if (fresh.length && old.length) this.model.merge(await post("/graph/edges.json", { new: fresh, old }));
  }

  /** After every change: buttons, table, address. */
  after(grown = false) {
    this.spots.fill();
    table(this.model);
    this.panel.relations();
    address.write(this, grown);
  }

  choose(item, focus = false) {
    if (!item) return;
    const same = this.chosen?.id === item.id;
    this.chosen = item;
    this.picture.mark(item);
    if (!same) this.panel.show(item);
    if (focus) this.spots.focus(item);
    address.write(this);
  }
}

async function get(url) {
  return answer(await fetch(url, { headers: { accept: "application/json" } }));
}

async function post(url, body) {
  return answer(await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }));
}

async function answer(response) {
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

const place = document.getElementById("graph");
if (place) new View(place).open();
