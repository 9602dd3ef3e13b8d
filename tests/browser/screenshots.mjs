// Makes the pictures that the READMEs show. In: the samples. Out: screenshots/*.png.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { begin, end, site } from "./support/site.mjs";
import { drawn } from "./support/visit.mjs";
import { pages } from "./support/pages.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "screenshots");
try {
  await begin();
  const context = await site.browser.newContext({ viewport: { width: 1200, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const all = await pages();
  const shots = { home: "/", town: all.find((path) => path.startsWith("/page/division")), graph: all.find((path) => path.startsWith("/graph?")) };
  for (const [name, path] of Object.entries(shots)) {
    await page.goto(site.samples + path);
    if (name === "graph") await drawn(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
} finally {
  await end();
}
