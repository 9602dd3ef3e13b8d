// One page of every kind. In: the site of the samples. Out: paths.

import { site } from "./site.mjs";

let known = null;

export async function pages() {
  known ??= await look();
  return known;
}

async function one(query) {
  const answer = await fetch(`${site.samples}/sparql?${new URLSearchParams({ query })}`, { headers: { accept: "application/sparql-results+json" } });
  return (await answer.json()).results.bindings[0].x.value;
}

async function look() {
  const fz = "https://w3id.org/fazhi/ontology#";
  const label = "http://www.w3.org/2000/01/rdf-schema#label";
  const report = await one(`SELECT ?x { ?x a <${fz}Report> ; <${label}> ?l FILTER(CONTAINS(?l, "新兴镇")) }`);
  const law = await one(`SELECT ?x { <${report}> <${fz}cites> ?x } ORDER BY ?x`);
  const town = await one(`SELECT ?x { <${report}> <${fz}covers> ?x }`);
  const source = await one(`SELECT ?x { <${report}> <http://purl.org/dc/terms/source> ?x }`);
  const base = report.slice(0, report.indexOf("report/"));
  const page = (iri) => `/page/${iri.slice(base.length)}`;
  const query = "SELECT * { ?s a <https://w3id.org/fazhi/ontology#Report> }";
  return [
    "/", "/reports", "/areas", "/laws", "/indicators", "/questions", "/questions/citations", "/compare", "/audit", "/coverage", "/help", "/search?q=新兴镇",
    page(report), page(law), page(town), `/${source.slice(base.length)}`,
    `/graph?${new URLSearchParams({ thing: report })}`, `/graph/path?${new URLSearchParams({ from: report, to: law })}`, "/graph",
    "/sparql", `/sparql?${new URLSearchParams({ query })}`, "/nowhere",
  ];
}
