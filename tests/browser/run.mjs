// Runs the browser tests. In: the light build (CARGO_TARGET_DIR is respected), Debian's Chromium. Out: what passed; servers and browser are ended.
//
// One browser, two servers: the samples, and a store made to do harm. `node run.mjs graph editor` runs some files only.

import { after } from "node:test";
import { begin, end } from "./support/site.mjs";

const all = ["paths", "graph", "editor", "plain", "axe", "harm"];
const wanted = process.argv.slice(2);
await begin().catch(async (error) => { await end(); throw error; });
after(end);
for (const name of all.filter((name) => !wanted.length || wanted.includes(name))) await import(`./${name}.test.mjs`);
