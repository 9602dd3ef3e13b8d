// What can be completed. In: /sparql/terms.json. Out: prefixes, terms and examples; nothing, where they cannot be read.

export async function terms() {
  try {
    const response = await fetch("/sparql/terms.json", { headers: { accept: "application/json" } });
    if (response.ok) return await response.json();
  } catch {
    // An editor without completion is still an editor.
  }
  return { prefixes: {}, terms: [], examples: [], base: "" };
}
