// Every page, light and dark, wide and narrow: axe finds no serious or critical fault, nothing runs over the edge.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { drawn, visit } from "./support/visit.mjs";
import { pages } from "./support/pages.mjs";

const grave = ["serious", "critical"];

async function faults(page) {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.filter((fault) => grave.includes(fault.impact)).map((fault) => `${page.url()} ${fault.id}: ${fault.nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
}

describe("axe", () => {
  for (const scheme of ["light", "dark"]) {
    test(`no grave fault, ${scheme}`, async () => {
      const all = [];
      await visit({ scheme, expected: [/404/] }, async (page) => {
        for (const path of await pages()) {
          await page.goto(new URL(page.url()).origin + path);
          if (path.startsWith("/graph?")) await drawn(page);
          if (path.startsWith("/sparql")) await page.waitForSelector("html[data-editor=ready]");
          all.push(...(await faults(page)));
        }
      });
      assert.deepEqual(all, []);
    });
  }

  test("no page is wider than a phone", async () => {
    const wide = [];
    await visit({ wide: 390, high: 844, expected: [/404/] }, async (page) => {
      for (const path of await pages()) {
        await page.goto(new URL(page.url()).origin + path);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) wide.push(`${path}: ${over} px`);
      }
    });
    assert.deepEqual(wide, []);
  });
});
