// Bundles the scripts. In: scripts/*.js. Out: dist/NAME-DIGEST.js, and dist/licences.txt with the licences of all that is inside.
import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const free = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC"];

mkdirSync(dist, { recursive: true });
for (const file of readdirSync(dist)) if (/\.(js|txt)$/.test(file)) rmSync(join(dist, file));

const made = await build({
  absWorkingDir: here,
  entryPoints: ["scripts/graph.js", "scripts/editor.js"],
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "esm",
  target: ["es2022"],
  legalComments: "none",
  outdir: "dist",
  entryNames: "[name]-[hash]",
  metafile: true,
  logLevel: "warning",
});

const folders = new Set();
for (const input of Object.keys(made.metafile.inputs)) {
  const found = input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/);
  if (found) folders.add(found[1]);
}
const parts = [...folders].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!free.includes(about.license)) throw new Error(`${name}: the licence ${about.license} is not among ${free.join(", ")}`);
  const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${about.license}`;
  return `${name} ${about.version}\n\n${text}\n`;
});
writeFileSync(join(dist, "licences.txt"), `What the scripts of these pages contain, and under which licences.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`);
for (const [file, { bytes }] of Object.entries(made.metafile.outputs)) console.log(`${file}  ${Math.round(bytes / 1024)} kB`);
