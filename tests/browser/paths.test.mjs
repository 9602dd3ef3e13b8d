// Main paths, as readers go them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { visit } from "./support/visit.mjs";

describe("paths", () => {
  test("the language is switched, and stays", async () => {
    await visit({ path: "/coverage" }, async (page) => {
      assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
      await page.getByRole("link", { name: "English" }).click();
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      await page.getByRole("link", { name: "SPARQL" }).first().click();
      assert.match(await page.locator("h1").textContent(), /queries/);
    });
  });
});
