// The keyboard's and the screen reader's way through the picture. In: the picture. Out: a button over every node: Tab goes on, arrows go where they point, Enter grows.

import { make, say } from "../words.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Spots {
  constructor(ground, view) {
    this.view = view;
    this.element = make("div", { class: "spots", role: "group", "aria-label": say("节点：Tab 逐个，方向键按方位，Enter 展开，Esc 离开", "Nodes: Tab goes on, arrows go where they point, Enter grows, Escape leaves") });
    ground.append(this.element);
    this.buttons = new Map();
    let waiting = false;
    view.picture.cy.on("viewport position resize", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; this.place(); });
    });
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  fill() {
    const { model } = this.view;
    const items = model.items().filter((item) => model.seen(item));
    const wanted = new Set(items.map((item) => item.id));
    for (const [id, button] of this.buttons) if (!wanted.has(id)) { button.remove(); this.buttons.delete(id); }
    // A button that is moved loses the focus: only what is not in its place is put there.
    for (const [place, item] of items.entries()) {
      let button = this.buttons.get(item.id);
      if (!button) {
        button = make("button", { type: "button", class: "spot", onclick: () => this.press(item.id), onfocus: () => this.reach(item.id) });
        this.buttons.set(item.id, button);
      }
      button.dataset.id = item.id;
      button.dataset.kind = item.group ? "group" : item.kind;
      button.setAttribute("aria-label", item.group ? `${model.title(item)}，${say("展开", "show more")}` : [item.label, item.class].filter(Boolean).join("，"));
      if (this.element.children[place] !== button) this.element.insertBefore(button, this.element.children[place] ?? null);
    }
    this.place();
  }

  /** Lays the buttons over the nodes. */
  place() {
    const { cy } = this.view.picture;
    for (const [id, button] of this.buttons) {
      const node = cy.getElementById(id);
      if (node.empty()) continue;
      const { x, y } = node.renderedPosition();
      const wide = Math.max(24, node.renderedOuterWidth());
      const high = Math.max(24, node.renderedOuterHeight());
      button.style.width = `${wide}px`;
      button.style.height = `${high}px`;
      button.style.transform = `translate(${x - wide / 2}px, ${y - high / 2}px)`;
    }
  }

  item(id) {
    return this.view.model.nodes.get(id) ?? this.view.model.groups.get(id);
  }

  reach(id) {
    const item = this.item(id);
    if (!item) return;
    this.view.picture.reveal(item);
    this.view.choose(item);
  }

  async press(id) {
    const item = this.item(id);
    await this.view.grow(item);
    // A group that is used up is gone: its thing takes the focus.
    this.focus(this.buttons.has(id) ? item : this.view.model.nodes.get(item.thing));
  }

  focus(item) {
    this.buttons.get(item?.id)?.focus();
  }

  key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.view.panel.element.focus();
      return;
    }
    const way = ARROWS[event.key];
    const id = event.target.dataset?.id;
    if (!way || !id || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.buttons.get(this.next(id, way))?.focus();
  }

  /** The node that lies nearest in a direction: what lies aside counts double. */
  next(id, [dx, dy]) {
    const { cy } = this.view.picture;
    const here = cy.getElementById(id).position();
    let best = [Infinity, null];
    for (const other of this.buttons.keys()) {
      const there = cy.getElementById(other).position();
      const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
      const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
      if (other !== id && along > 1 && along + 2 * aside < best[0]) best = [along + 2 * aside, other];
    }
    return best[1];
  }
}
