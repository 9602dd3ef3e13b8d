// The tools above the picture. In: the view. Out: buttons to zoom, to lay out anew, and to take the picture away as PNG or SVG.

import { make, say } from "../words.js";
import { png, svg } from "./files.js";

export function tools(view) {
  const button = (text, title, press) => make("button", { type: "button", title, "aria-label": title, onclick: press }, text);
  const zoom = (factor) => () => {
    const { cy } = view.picture;
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  };
  return make(
    "div",
    { class: "graph-tools", role: "group", "aria-label": say("工具", "Tools") },
    button("＋", say("放大", "Zoom in"), zoom(1.3)),
    button("－", say("缩小", "Zoom out"), zoom(1 / 1.3)),
    button(say("全图", "Fit"), say("显示全图", "Show the whole picture"), () => view.picture.fit()),
    button(say("重排", "Lay out"), say("重排全部节点", "Lay out anew"), () => { view.picture.layout({ randomize: true }); view.after(); }),
    button("PNG", say("下载 PNG 图片", "Download as PNG"), () => png(view)),
    button("SVG", say("下载 SVG 图片", "Download as SVG"), () => svg(view)),
  );
}
