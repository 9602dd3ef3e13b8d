// Main paths, as readers go them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { files } from "./support/files.mjs";
import { visit } from "./support/visit.mjs";

describe("paths", () => {
  for (const script of [true, false]) {
    test(`from search to a town, to a law that it cites, to the sentence, ${script ? "with" : "without"} a script`, async () => {
      await visit({ path: "/", script }, async (page) => {
        const box = page.locator("form[role=search] input[name=q]").first();
        await box.fill("新兴镇");
        await box.press("Enter");
        await page.waitForURL(/\/search\?/);
        await page.locator("main a[href^='/page/division/331124105']").first().click();
        await page.waitForURL(/\/page\/division\//);
        assert.equal((await page.locator("h1").textContent()).trim(), "新兴镇");
        await page.locator("#laws + .scroll a[href^='/page/law/']").first().click();
        await page.waitForURL(/\/page\/law\//);
        const law = (await page.locator("h1").textContent()).trim();
        await page.locator("main a[href*='/source/'][href*='#c']").first().click();
        await page.waitForURL(/\/source\/[0-9a-f]{16}(\?[^#]*)?#c\d+-\d+$/);
        const anchor = new URL(page.url()).hash.slice(1);
        const marked = (await page.locator(`[id="${anchor}"]`).textContent()).trim();
        assert.ok(marked.length > 2, `${law}: ${marked}`);
      });
    });
  }

  test("a town's numbers and laws are a click from their sentences", async () => {
    await visit({ path: "/page/division/331124105" }, async (page) => {
      for (const part of ["laws", "numbers", "programmes"]) {
        await page.locator(`#${part} ~ * a[href*='/source/'][href*='#c']`).first().click();
        await page.waitForURL(/\/source\/[0-9a-f]{16}(\?[^#]*)?#c\d+-\d+$/);
        const anchor = new URL(page.url()).hash.slice(1);
        assert.ok((await page.locator(`[id="${anchor}"]`).textContent()).trim().length > 1, part);
        await page.goBack();
      }
    });
  });

  test("the pages as files, in a folder of a plain web host: the language is switched and a sentence reached", async () => {
    const host = await files();
    try {
      await visit({ base: host.address, path: `${host.folder}/index.html` }, async (page) => {
        await page.getByRole("link", { name: "English" }).click();
        await page.waitForURL(/\/en\/index\.html$/);
        assert.equal(await page.locator("html").getAttribute("lang"), "en");
        await page.getByRole("link", { name: "Areas" }).first().click();
        await page.locator("main a", { hasText: "新兴镇" }).first().click();
        assert.equal((await page.locator("h1").textContent()).trim(), "新兴镇");
        await page.locator("#laws + .scroll a[href*='/law/']").first().click();
        assert.match(page.url(), /\/en\/page\/law\//);
        await page.locator("main a[href*='source/'][href*='#c']").first().click();
        const anchor = new URL(page.url()).hash.slice(1);
        assert.ok((await page.locator(`[id="${anchor}"]`).count()) === 1);
        await page.getByRole("link", { name: "中文" }).click();
        assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
        assert.ok(!page.url().includes("/en/"));
      });
    } finally {
      host.end();
    }
  });

  test("a question is answered and downloaded", async () => {
    await visit({ path: "/questions" }, async (page) => {
      await page.locator("main a[href^='/questions/']").first().click();
      await page.locator("input[name=town]").fill("新兴镇");
      await page.locator("form.ask button").click();
      const rows = await page.locator("main table tbody tr").count();
      assert.ok(rows > 1);
      const csv = await page.locator("a[type='text/csv']").first().getAttribute("href");
      const text = await (await page.request.get(new URL(csv, page.url()).href)).text();
      assert.ok(text.split("\r\n").length > rows && text.includes("新兴镇"));
    });
  });

  test("the findings of a report lead to their sentences", async () => {
    await visit({ path: "/audit" }, async (page) => {
      await page.locator("main a[href^='/audit/']").first().click();
      await page.waitForURL(/\/audit\/./);
      assert.ok((await page.locator("main").textContent()).length > 200);
      await page.locator("main a[href*='/source/']").first().click();
      await page.waitForURL(/\/source\//);
    });
  });

  test("names are offered while one types, and chosen by keyboard; / leads to the box", async () => {
    await visit({ path: "/coverage" }, async (page) => {
      await page.locator("h1").click();
      await page.keyboard.press("/");
      await page.keyboard.insertText("怀宝镇");
      await page.locator("ul.found:not([hidden]) li").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/page/);
      assert.match(await page.locator("h1").textContent(), /怀宝镇/);
    });
  });

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
