// Scripts in names, titles, file names, literals and IRIs: none of them runs, on any page, with pictures grown and queries run.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PAYLOADS, TRAP } from "./support/hostile.mjs";
import { site } from "./support/site.mjs";
import { clickNode, drawn, spots, visit } from "./support/visit.mjs";

const MOST = 70;
const starts = ["/", "/reports", "/laws", "/questions", "/coverage", "/audit", "/indicators", "/areas", `/page?${new URLSearchParams({ iri: TRAP })}`, `/graph?${new URLSearchParams({ thing: TRAP })}`];

/** No attribute that runs, no address that is a script. */
const traps = () => {
  const all = [...document.querySelectorAll("*")];
  const runs = all.filter((element) => [...element.attributes].some((attribute) => /^on/i.test(attribute.name)));
  const leads = all.filter((element) => ["href", "src", "action", "formaction"].some((name) => /^\s*(javascript|data|vbscript):/i.test(element.getAttribute(name) ?? "")));
  const inline = all.filter((element) => element.localName === "script" && !element.src);
  return [...runs, ...leads, ...inline].map((element) => element.outerHTML.slice(0, 200));
};

describe("harm", () => {
  test("no page that can be reached runs what a text says", async () => {
    const queue = [...starts, ...PAYLOADS.map((payload) => `/search?${new URLSearchParams({ q: payload })}`)];
    const seen = new Set(queue);
    // One page of a kind is worth more than fifty of the same.
    const kinds = new Map();
    await visit({ base: site.harm, path: "/", expected: [/40\d|50\d/] }, async (page) => {
      for (let visited = 0; queue.length && visited < MOST; visited += 1) {
        const path = queue.shift();
        const [response] = await Promise.all([page.goto(site.harm + path)]);
        if (!/html/.test(response.headers()["content-type"] ?? "")) continue;
        assert.deepEqual(await page.evaluate(traps), [], path);
        assert.equal(await page.evaluate(() => window.__xss ?? null), null, path);
        for (const href of await page.evaluate(() => [...document.querySelectorAll("main a[href^='/']")].map((link) => link.getAttribute("href")))) {
          const kind = href.split(/[?#]/)[0].split("/").slice(0, 3).join("/");
          if (seen.has(href) || /\.(ttl|nt|jsonld|csv|json)\b|format=|^\/(store|data|sparql\/examples|\.well-known)/.test(href) || (kinds.get(kind) ?? 0) >= 6) continue;
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          seen.add(href);
          queue.push(href);
        }
      }
    });
  });

  test("the picture draws names as names", async () => {
    await visit({ base: site.harm, path: `/graph?${new URLSearchParams({ thing: TRAP })}` }, async (page) => {
      await drawn(page);
      assert.ok((await spots(page)) > 5);
      const group = page.locator('.spot[data-kind="group"]');
      if (await group.count()) await clickNode(page, group.first());
      for (const spot of await page.locator(".spot").all()) await spot.focus();
      await page.getByRole("button", { name: /SVG/ }).click();
      assert.deepEqual(await page.evaluate(traps), []);
    });
  });

  test("the editor shows literals and IRIs as text", async () => {
    const query = `SELECT * { { <${TRAP}> ?p ?o } UNION { ?s ?p <${TRAP}> } UNION { ?s ?p ?o FILTER(CONTAINS(STR(?o), "__xss")) } }`;
    await visit({ base: site.harm, path: `/sparql?${new URLSearchParams({ query })}` }, async (page) => {
      await page.waitForSelector("html[data-editor=ready]");
      assert.ok((await page.locator("#answer tbody tr").count()) > 30);
      assert.deepEqual(await page.evaluate(traps), []);
      await page.locator("button.run").click();
      await page.locator("#answer h2 .count").waitFor();
      assert.ok((await page.locator("#answer tbody tr").count()) > 30);
      assert.deepEqual(await page.evaluate(traps), []);
      await page.locator(".editor .cm-content").click();
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText("\n# <img src=x onerror=window.__xss=99>");
    });
  });

  test("what a query's text says is shown, not run", async () => {
    for (const payload of PAYLOADS) {
      await visit({ base: site.harm, path: `/sparql?${new URLSearchParams({ query: payload })}`, script: payload !== PAYLOADS[0] }, async (page) => {
        assert.match(await page.locator("#answer [role=alert]").textContent(), /\S/);
      });
    }
  });
});
