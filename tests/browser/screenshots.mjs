// Makes the picture that the READMEs show. In: the samples. Out: screenshots/town.png.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { begin, end, site } from "./support/site.mjs";
import { pages } from "./support/pages.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "screenshots");
try {
  await begin();
  const context = await site.browser.newContext({ viewport: { width: 1200, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const town = (await pages()).find((path) => path.startsWith("/page/division"));
  await page.goto(site.samples + town);
  await page.screenshot({ path: join(folder, "town.png") });
} finally {
  await end();
}
