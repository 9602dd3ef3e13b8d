// A store made to do harm. In: a folder. Out: reports and RDF in which every name, title, file name, literal and IRI carries a script, and a thing with ten thousand neighbours.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const HUB = "https://w3id.org/fazhi/law/十万人之法";
export const TRAP = "https://w3id.org/fazhi/organization/陷阱";

export const PAYLOADS = [
  "<script>window.__xss=1</script>",
  "\"><img src=x onerror=window.__xss=2>",
  "'><svg onload=window.__xss=3>",
  "</script><script>window.__xss=4</script>",
  "</textarea><img src=x onerror=window.__xss=5>",
  "</title><script>window.__xss=6</script>",
  "javascript:window.__xss=7",
  "{{constructor.constructor('window.__xss=8')()}}",
  "<a href=javascript:window.__xss=9>x</a>",
  "\u0000<img/src=x/onerror=window.__xss=10>",
  "`-window.__xss=11-`${window.__xss=12}",
  "<iframe srcdoc='<script>parent.__xss=13</script>'></iframe>",
];

export function hostile(files, fazhi) {
  mkdirSync(files, { recursive: true });
  PAYLOADS.forEach((payload, at) => writeFileSync(join(files, name(payload, at)), report(payload, at)));
  writeFileSync(`${files}.nt`, triples());
  fazhi("build", files);
  fazhi("import", `${files}.nt`, "--graph", "https://example.org/harm");
}

/** File names carry the payload as far as a file system takes it. */
const name = (payload, at) => `${at}${payload.replace(/[/\u0000]/g, "∕").slice(0, 60)}.txt`;

function report(payload, at) {
  const text = payload.replaceAll("\u0000", "");
  // Every other title stays a report's, so that all that follows is read.
  return `新兴镇人民政府2023年法治政府建设年度报告${at % 2 ? text : ""}

新政发〔2023〕${at + 1}号

三原县人民政府：
　　2023年，新兴镇认真学习《中华人民共和国行政处罚法》《关于${text}的意见》，开展“${text}”活动，排查矛盾纠纷12${at}件。
一、主要做法
　　（一）成立${text}法治政府建设领导小组，镇长张三${text}任组长。依托“12345${text}”平台受理诉求3${at}件。
　　（二）新兴镇${text}村被评为“民主法治示范村${text}”。
二、存在问题
　　执法人员${text}不足。
三、下一步打算
　　继续推进${text}工作。
新兴镇人民政府
2024年1月1${at % 10}日
`;
}

function triples() {
  const fz = "https://w3id.org/fazhi/ontology#";
  const label = "<http://www.w3.org/2000/01/rdf-schema#label>";
  const type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
  const said = (text) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => c);
  const lines = [];
  PAYLOADS.forEach((payload, at) => {
    const text = payload.replaceAll("\u0000", "");
    const thing = at === 0 ? TRAP : `https://w3id.org/fazhi/organization/${encodeURIComponent(text)}`;
    lines.push(`<${thing}> ${type} <${fz}Organization> .`, `<${thing}> ${label} ${said(text)} .`, `<${thing}> <http://www.w3.org/2004/02/skos/core#altLabel> ${said(text)} .`);
    lines.push(`<${thing}> <${fz}documentNumber> ${said(text)} .`, `<${thing}> <https://schema.org/url> <javascript:window.__xss=2${at}> .`);
    lines.push(`<${TRAP}> <${fz}establishedBy> <${thing}> .`, `<${thing}> <${fz}jurisdiction> <${TRAP}> .`);
    lines.push(`<${TRAP}> <javascript:window.__xss=3${at}> <javascript:window.__xss=4${at}> .`, `<javascript:window.__xss=4${at}> ${label} ${said(text)} .`);
    lines.push(`<data:text/html,%3Cscript%3Ewindow.__xss=5${at}%3C/script%3E> <${fz}cites> <${TRAP}> .`);
    lines.push(`<${fz}trap${at}> ${type} <http://www.w3.org/2002/07/owl#ObjectProperty> .`, `<${fz}trap${at}> ${label} ${said(text)}@zh .`, `<${TRAP}> <${fz}trap${at}> <${thing}> .`);
  });
  lines.push(`<${HUB}> ${type} <${fz}LegalInstrument> .`, `<${HUB}> ${label} "十万人之法" .`);
  for (let at = 0; at < 10_000; at += 1) {
    const from = `https://w3id.org/fazhi/report/${at.toString(16).padStart(16, "0")}`;
    lines.push(`<${from}> <${fz}cites> <${HUB}> .`, `<${from}> ${label} "第${at}号报告" .`, `<${from}> ${type} <${fz}Report> .`);
  }
  return `${lines.join("\n")}\n`;
}
