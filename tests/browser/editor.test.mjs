// The editor: typing, completion, running, faults at their place, examples, downloads; and the same form without a script.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { visit } from "./support/visit.mjs";

/** The editor once it is there; typed into by keyboard, as a person does. */
async function editor(page) {
  await page.waitForSelector("html[data-editor=ready]");
  const content = page.locator(".editor .cm-content");
  await content.click();
  return content;
}

const text = (page) => page.locator("#query").evaluate((area) => area.value);

async function clear(page) {
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
}

describe("editor", () => {
  test("a query is typed, completed by a Chinese name, and run", async () => {
    await visit({ path: "/sparql" }, async (page) => {
      await editor(page);
      await clear(page);
      await page.keyboard.type("SELECT DISTINCT ?r { ?r a ");
      await page.keyboard.insertText("法治政府建设年度");
      await page.keyboard.press("Control+Space");
      await page.locator(".editor .cm-tooltip-autocomplete li", { hasText: "法治政府建设年度报告" }).waitFor();
      await page.waitForTimeout(120);
      await page.keyboard.press("Enter");
      assert.match(await text(page), /^PREFIX fz: <https:\/\/w3id\.org\/fazhi\/ontology#>\nSELECT DISTINCT \?r \{ \?r a fz:Report/);
      await page.keyboard.press("End");
      await page.keyboard.press("Control+Enter");
      await page.locator("#answer table").waitFor();
      assert.equal(await page.locator("#answer tbody tr").count(), 10);
      assert.match(await page.locator("#answer tbody a").first().getAttribute("href"), /^\/page\/report\//);
      assert.match(page.url(), /\?query=PREFIX/);
      await page.reload();
      assert.equal(await page.locator("#answer tbody tr").count(), 10);
    });
  });

  test("a variable is completed", async () => {
    await visit({ path: "/sparql" }, async (page) => {
      await editor(page);
      await clear(page);
      await page.keyboard.type("SELECT ?municipality { ?mun");
      await page.locator(".editor .cm-tooltip-autocomplete li", { hasText: "?municipality" }).waitFor();
    });
  });

  test("a fault is shown with its place", async () => {
    await visit({ path: "/sparql", expected: [/400/] }, async (page) => {
      await editor(page);
      await clear(page);
      await page.keyboard.type("SELECT ?s\n");
      await page.keyboard.insertText("{ ?s a }");
      await page.keyboard.press("Control+Enter");
      const fault = page.locator("#answer [role=alert]");
      await fault.waitFor();
      assert.match(await fault.textContent(), /2:\d/);
      await page.locator(".editor .cm-lint-marker-error").waitFor();
      assert.ok((await page.locator(".editor .cm-lintRange-error, .editor .cm-lintPoint-error").count()) > 0);
    });
  });

  test("a question fills the editor; its answer is downloaded", async () => {
    await visit({ path: "/sparql" }, async (page) => {
      await editor(page);
      await page.locator("#example").selectOption({ index: 1 });
      assert.match(await text(page), /^# title:/);
      await page.locator("button.run").click();
      await page.locator("#answer table").waitFor();
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#answer .downloads a", { hasText: "CSV" }).click()]);
      assert.ok(readFileSync(await download.path(), "utf8").split("\n").length > 5);
    });
  });

  test("a graph is shown as Turtle", async () => {
    const query = "CONSTRUCT { ?r a ?c } { ?r a ?c } LIMIT 3";
    await visit({ path: `/sparql?${new URLSearchParams({ query })}` }, async (page) => {
      await editor(page);
      await page.keyboard.press("Control+Enter");
      await page.locator("#answer .count").waitFor();
      assert.match(await page.locator("#answer pre").textContent(), / a /);
    });
  });

  test("the keyboard leaves the editor", async () => {
    await visit({ path: "/sparql" }, async (page) => {
      await editor(page);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.classList.contains("editor")), false);
    });
  });

  test("the form works without a script", async () => {
    await visit({ path: "/sparql", script: false }, async (page) => {
      await page.locator("#query").fill("SELECT ?s { ?s a <https://w3id.org/fazhi/ontology#Report> }");
      await page.getByRole("button", { name: "运行" }).click();
      assert.equal(await page.locator("#answer tbody tr").count(), 10);
      await page.locator("#query").fill("SELECT ?s {");
      await page.getByRole("button", { name: "运行" }).click();
      assert.match(await page.locator("#answer [role=alert]").textContent(), /1:\d+/);
    });
  });
});
