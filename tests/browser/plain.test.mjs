// Pages read without a script: the table of the graph, its next rows, the way to a sentence.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { report } from "./graph.test.mjs";
import { HUB } from "./support/hostile.mjs";
import { site } from "./support/site.mjs";
import { visit } from "./support/visit.mjs";
import { pages } from "./support/pages.mjs";

describe("without a script", () => {
  test("the graph is a table, and a large group is paged through", async () => {
    await visit({ base: site.harm, path: `/graph?${new URLSearchParams({ thing: HUB })}`, script: false }, async (page) => {
      assert.equal(await page.locator("#graph").isVisible(), false);
      const seen = new Set(await page.locator("#ties tr:not(.rest) td:nth-child(2) a:first-child").allTextContents());
      for (let clicks = 0; clicks < 3; clicks += 1) {
        await page.getByRole("link", { name: /再看 20 个/ }).click();
        const rows = await page.locator("#ties tr:not(.rest) td:nth-child(2) a:first-child").allTextContents();
        assert.equal(rows.length, 20);
        for (const row of rows) assert.ok(!seen.has(row), row);
        rows.forEach((row) => seen.add(row));
      }
    });
  });

  test("one relation alone", async () => {
    await visit({ path: `/graph?${new URLSearchParams({ thing: await report() })}`, script: false }, async (page) => {
      await page.locator("nav.relations a", { hasText: "引用" }).click();
      const relations = new Set(await page.locator("#ties th[scope=row]").allTextContents());
      assert.deepEqual([...relations].map((text) => text.trim()), ["→ 引用"]);
    });
  });

  test("a name that several things bear is asked about", async () => {
    await visit({ path: `/graph?${new URLSearchParams({ thing: "新兴镇" })}`, script: false }, async (page) => {
      assert.ok((await page.locator("main ul li a").count()) > 5);
      await page.locator("main ul li a", { hasText: "新兴镇" }).first().click();
      assert.match(await page.locator("h1").textContent(), /新兴镇/);
    });
  });

  test("every page says something", async () => {
    await visit({ script: false, expected: [/404/] }, async (page) => {
      for (const path of await pages()) {
        const response = await page.goto(site.samples + path);
        assert.equal(response.status(), path === "/nowhere" ? 404 : 200, path);
        assert.ok((await page.locator("h1").count()) === 1, path);
        assert.ok((await page.locator("main").textContent()).trim().length > 20, path);
      }
    });
  });
});
