// The picture of the graph: it opens small, grows by clicks, says the same as its table, and its address brings it back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { HUB } from "./support/hostile.mjs";
import { site } from "./support/site.mjs";
import { clickNode, drawn, spots, visit } from "./support/visit.mjs";

const graph = (thing) => `/graph?${new URLSearchParams({ thing })}`;

/** A report of the samples. */
export async function report(words = "新兴镇") {
  const query = `SELECT ?r { ?r a <https://w3id.org/fazhi/ontology#Report> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l FILTER(CONTAINS(?l, "${words}")) }`;
  const answer = await fetch(`${site.samples}/sparql?${new URLSearchParams({ query })}`, { headers: { accept: "application/sparql-results+json" } });
  return (await answer.json()).results.bindings[0].r.value;
}

describe("graph", () => {
  test("opens with forty nodes at most, grows by two clicks, and its address brings it back", async () => {
    await visit({ path: graph(await report()) }, async (page) => {
      await drawn(page);
      const first = await spots(page);
      assert.ok(first > 10 && first <= 40, `${first} nodes`);
      await clickNode(page, page.locator('.spot[data-kind="group"]').first());
      const second = await spots(page);
      assert.ok(second > first, `${first} → ${second}`);
      await clickNode(page, page.locator('.spot[data-kind="document"]').nth(1));
      const third = await spots(page);
      assert.ok(third > second, `${second} → ${third}`);
      const places = () => page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get("p"));
      const before = await places();
      await page.reload();
      await drawn(page);
      assert.equal(await spots(page), third);
      assert.equal(await places(), before);
      await page.goBack();
      await page.waitForFunction((third) => document.querySelectorAll(".spot").length < third, third);
    });
  });

  test("goes by keyboard: Tab, arrows, Enter, and out again", async () => {
    await visit({ path: graph(await report()) }, async (page) => {
      await drawn(page);
      await page.locator(".spot").first().focus();
      await page.keyboard.press("Tab");
      const at = () => page.evaluate(() => document.activeElement.dataset.id);
      const second = await at();
      assert.ok(second);
      const moved = [];
      for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
        await page.keyboard.press(key);
        moved.push(await at());
      }
      assert.ok(new Set(moved).size > 1, moved.join(" "));
      const before = await spots(page);
      await page.locator('.spot[data-kind="group"]').first().focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction((before) => document.querySelectorAll(".spot").length > before, before);
      await drawn(page);
      assert.ok(await at(), "the focus stays in the picture");
      await page.keyboard.press("Escape");
      assert.equal(await page.evaluate(() => document.activeElement.className), "graph-panel");
    });
  });

  test("hides a relation, in the picture and in the table", async () => {
    await visit({ path: graph(await report()) }, async (page) => {
      await drawn(page);
      const [nodes, rows] = [await spots(page), await page.locator("#ties tbody tr").count()];
      await page.getByRole("checkbox", { name: "引用" }).uncheck();
      assert.ok((await spots(page)) < nodes);
      assert.ok((await page.locator("#ties tbody tr").count()) < rows);
      assert.equal(await page.locator("#ties th[scope=row]", { hasText: /引用$/ }).count(), 0);
    });
  });

  test("leads from a tie to its sentence", async () => {
    await visit({ path: graph(await report()) }, async (page) => {
      await drawn(page);
      const row = page.locator("#ties tr", { has: page.locator("th", { hasText: "引用" }) }).first();
      const law = (await row.locator("td a").first().textContent()).trim();
      await row.getByRole("link", { name: /原句/ }).click();
      await page.waitForURL(/\/source\/[0-9a-f]{16}(\?[^#]*)?#c\d+-\d+$/);
      const marked = await page.evaluate(() => document.querySelector(":target")?.textContent ?? "");
      assert.ok(marked.length > 3 && (law.includes(marked.replace(/[《》]/g, "")) || marked.includes(law.slice(-4))), `${law}: ${marked}`);
    });
  });

  test("is taken away as SVG and PNG", async () => {
    await visit({ path: graph(await report()) }, async (page) => {
      await drawn(page);
      const take = async (name) => {
        const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
        return readFileSync(await download.path());
      };
      const svg = (await take(/SVG/)).toString();
      assert.match(svg, /^<svg xmlns/);
      assert.ok(svg.split("<text").length > 10 && svg.includes("新兴镇"));
      assert.equal(await page.evaluate((svg) => new DOMParser().parseFromString(svg, "image/svg+xml").querySelector("parsererror")?.textContent ?? "", svg), "");
      assert.deepEqual([...(await take(/PNG/)).subarray(1, 4)], [...Buffer.from("PNG")]);
    });
  });

  test("shows a thing with ten thousand neighbours within a second or so, and stops at three hundred", async () => {
    await visit({ base: site.harm, path: graph(HUB) }, async (page) => {
      await drawn(page);
      const time = await page.evaluate(() => performance.getEntriesByType("paint").find((entry) => entry.name === "first-contentful-paint").startTime);
      const data = await page.evaluate(() => performance.getEntriesByType("resource").find((entry) => entry.name.includes("/graph.json")).duration);
      console.log(`# ten thousand neighbours: first paint after ${Math.round(time)} ms, data in ${Math.round(data)} ms`);
      assert.ok(time < 2500 && data < 2500, `paint ${time} ms, data ${data} ms`);
      assert.match(await page.locator('.spot[data-kind="group"]').first().getAttribute("aria-label"), /引用 \(9\d{3}\)/);
      const group = page.locator('.spot[data-kind="group"]').first();
      for (let clicks = 0; clicks < 16 && (await page.locator("#graph .news").textContent()).includes("不再增加") === false; clicks += 1) {
        await group.focus();
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => document.querySelector("#graph .news").textContent !== "");
        await drawn(page);
      }
      const things = await page.locator('.spot:not([data-kind="group"])').count();
      assert.equal(things, 300);
    });
  });

  test("finds a path between two things", async () => {
    const [from, to] = [await report("新兴镇"), await report("怀宝镇")];
    await visit({ path: `/graph/path?${new URLSearchParams({ from, to })}` }, async (page) => {
      await drawn(page);
      const chain = page.locator("ol.chain").first();
      assert.ok((await chain.locator("li").count()) <= 4);
      assert.match(await chain.textContent(), /新兴镇.*怀宝镇/s);
      assert.ok((await spots(page)) >= 3);
    });
  });
});
