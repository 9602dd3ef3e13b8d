// A reader with a browser. In: how they read. Out: a page, and everything that went wrong on it: errors, breaches of the policy, requests elsewhere, scripts that were smuggled in.

import assert from "node:assert/strict";
import { site } from "./site.mjs";

/** Opens a browser window, hands its page to `read`, and holds that nothing went wrong. */
export async function visit({ base = site.samples, path = "/", script = true, scheme = "light", wide = 1280, high = 900, language, expected = [] }, read) {
  const context = await site.browser.newContext({ javaScriptEnabled: script, colorScheme: scheme, viewport: { width: wide, height: high }, acceptDownloads: true, reducedMotion: "reduce" });
  if (language) await context.addCookies([{ name: "lang", value: language, url: base }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.setDefaultNavigationTimeout(60_000);
  const wrong = watch(page, base, expected);
  try {
    await page.goto(base + path);
    const result = await read(page, context);
    if (script) assert.equal(await page.evaluate(() => window.__xss ?? null), null, `${page.url()}: a smuggled script ran`);
    assert.deepEqual(wrong, []);
    return result;
  } finally {
    await context.close();
  }
}

/** Notes what must not happen; `expected` are patterns of console messages that a test provokes. */
function watch(page, base, expected) {
  const wrong = [];
  page.on("console", (message) => {
    const text = message.text();
    if ((message.type() === "error" || message.type() === "warning") && !expected.some((pattern) => pattern.test(text))) wrong.push(`console: ${text}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${base}/`) && !/^(blob:|data:|about:)/.test(url)) wrong.push(`a request elsewhere: ${url}`);
  });
  return wrong;
}

/** The graph's page once it is drawn. */
export async function drawn(page) {
  await page.waitForSelector("#graph[data-ready]", { timeout: 15_000 });
  await page.waitForFunction(() => !document.querySelector("#graph[aria-busy]"));
}

/** How many nodes are drawn, groups among them. */
export const spots = (page) => page.locator(".spot").count();

/** Clicks the middle of a node on the canvas, as a mouse does. */
export async function clickNode(page, spot) {
  await page.locator("#graph").scrollIntoViewIfNeeded();
  // The picture hears of a scroll with the next frame, and no hand is faster: until then it takes a click for one elsewhere.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const box = await spot.boundingBox();
  const before = await spots(page);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForFunction((before) => document.querySelectorAll(".spot").length !== before, before);
  await drawn(page);
}
