// What is said of the chosen node or line, and the relations to switch off. In: the view. Out: names, links to pages and sentences.

import { make, safe, say } from "../words.js";

const KINDS = {
  area: say("地区", "area"), body: say("机关组织", "body"), person: say("人与职务", "person, post"), document: say("文件", "document"),
  program: say("机制、平台、活动", "programme"), statement: say("报告所述", "statement"), concept: say("概念", "concept"),
};

export class Panel {
  constructor(view) {
    this.view = view;
    this.about = make("div", { class: "about" });
    this.news = make("p", { class: "news", role: "status" });
    this.filter = make("fieldset", { class: "filter" });
    this.key = make("p", { class: "kinds" });
    this.element = make("div", { class: "graph-panel", tabindex: "-1" }, this.about, this.news, this.filter, this.key);
  }

  hello() {
    this.about.replaceChildren(make("p", {}, say("点一个节点看它的关系，点虚线框看更多；拖动可固定位置。", "Click a node for its ties, a dashed box for more; drag to put a node in place.")));
  }

  say(text) {
    this.news.textContent = text;
  }

  show(item) {
    this.news.textContent = "";
    this.about.replaceChildren(...(item.edge ? this.edge(item) : item.group ? this.group(item) : this.node(item)));
  }

  node(node) {
    const links = make("p", {});
    const link = (href, text) => links.append(links.childNodes.length ? " · " : "", make("a", { href: safe(href) }, text));
    link(node.href, say("打开页面", "Open its page"));
    link(`/graph?${new URLSearchParams({ thing: node.id })}`, say("以此为中心", "Centre on it"));
    if (node.id !== this.view.model.centre) link(`/graph/path?${new URLSearchParams({ from: this.view.model.centre, to: node.id })}`, say("到中心的路径", "Path to the centre"));
    return [make("p", {}, make("strong", {}, node.label), ` ${node.class}`), links];
  }

  group(group) {
    const { model } = this.view;
    return [make("p", {}, make("strong", {}, model.relations[group.relation] ?? group.relation), say(`：共 ${group.count} 个，图上 ${group.shown} 个`, `: ${group.count} in all, ${group.shown} shown`))];
  }

  edge(edge) {
    const { model } = this.view;
    const name = (id) => model.nodes.get(id)?.label ?? id;
    return edge.relations.map((relation) => {
      const query = new URLSearchParams({ from: edge.from, relation, to: edge.to });
      return make("p", {}, make("strong", {}, name(edge.from)), ` → ${model.relations[relation] ?? relation} → `, make("strong", {}, name(edge.to)), " · ", make("a", { href: `/graph/sentence?${query}` }, say("原句", "sentence")));
    });
  }

  /** One switch for each relation of the picture. */
  relations() {
    const { model } = this.view;
    const used = new Set([...model.edges.values()].flatMap((edge) => edge.relations).concat(model.rests().map((group) => group.relation)));
    const boxes = [...used].sort().map((relation) => {
      const box = make("input", { type: "checkbox", value: relation, checked: !model.hidden.has(relation), onchange: () => this.turn(relation, box.checked) });
      return make("label", {}, box, ` ${model.relations[relation] ?? relation}`);
    });
    const open = document.activeElement?.value;
    this.filter.replaceChildren(make("legend", {}, say("显示的关系", "Relations shown")), ...boxes);
    this.kinds(model);
    if (open && used.has(open)) this.filter.querySelector(`input[value="${CSS.escape(open)}"]`)?.focus();
  }

  /** What the colours mean, of the kinds in the picture. */
  kinds(model) {
    const used = new Set([...model.nodes.values()].map((node) => node.kind));
    const parts = Object.entries(KINDS).filter(([kind]) => used.has(kind)).map(([kind, name]) => make("span", { class: `key ${kind}` }, name));
    this.key.replaceChildren(...parts.flatMap((part) => [part, " "]));
  }

  turn(relation, on) {
    const { model, picture } = this.view;
    if (on) model.hidden.delete(relation);
    else model.hidden.add(relation);
    picture.sync();
    this.view.after();
  }
}
