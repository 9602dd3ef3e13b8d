// Asks the endpoint. In: a query. Out: its answer, or what is wrong with it and where.

const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";

export async function ask(query, signal) {
  try {
    const response = await fetch("/sparql", { method: "POST", body: query, signal, headers: { "content-type": "application/sparql-query", accept: ACCEPT } });
    const text = await response.text();
    if (!response.ok) return wrong(reason(text) || `${response.status} ${response.statusText}`);
    if (response.headers.get("content-type")?.includes("json")) return JSON.parse(text);
    return { graph: text };
  } catch (error) {
    return wrong(error.name === "AbortError" ? "—" : error.message);
  }
}

/** What an error says, whether it comes as text or as JSON. */
function reason(text) {
  try {
    const said = JSON.parse(text);
    return said.error ?? said.message ?? said.detail ?? text;
  } catch {
    return text.trim();
  }
}

function wrong(error) {
  const found = error.match(/\bat (\d+):(\d+)/) ?? error.match(/line (\d+)[^\d]+(\d+)/);
  return { error, place: found && { line: Number(found[1]), column: Number(found[2]) } };
}
