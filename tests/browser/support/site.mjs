// The sites under test. In: the program. Out: stores in a temporary folder, servers on free ports of this machine, one browser.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { hostile } from "./hostile.mjs";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const program = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/fazhi");
const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
// The browser asks nobody outside; root has no sandbox.
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const site = { samples: "", harm: "", browser: null };
const servers = [];
let folder = "";

export async function begin() {
  folder = mkdtempSync(join(tmpdir(), "fazhi-browser-"));
  const samples = join(folder, "samples");
  const harm = join(folder, "harm");
  fazhi("build", join(root, "tests/samples"), "--store", samples);
  hostile(join(folder, "files"), (...words) => fazhi(...words, "--store", harm));
  [site.samples, site.harm, site.browser] = await Promise.all([serve(samples), serve(harm), chromium.launch({ executablePath, args })]);
}

export async function end() {
  await site.browser?.close();
  await Promise.all(servers.map((server) => new Promise((ended) => { server.once("exit", ended); server.kill("SIGTERM"); })));
  if (folder) rmSync(folder, { recursive: true, force: true });
}

/** Runs the program; code 1 means findings, 2 that a file was refused, which a store made to do harm must expect. */
export function fazhi(...words) {
  const ran = spawnSync(program, words, { encoding: "utf8" });
  if (ran.error) throw ran.error;
  if (ran.status > 2) throw new Error(`fazhi ${words.join(" ")}: ${ran.status}\n${ran.stderr}`);
  return ran.stdout;
}

/** Serves a store; the address once it answers. */
function serve(store) {
  const server = spawn(program, ["serve", "--store", store, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  servers.push(server);
  return new Promise((ready, failed) => {
    let said = "";
    const hear = (bytes) => {
      said += bytes;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) ready(answers(found[0]));
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", (bytes) => (said += bytes));
    server.once("exit", (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
  });
}

async function answers(address) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(`${address}/coverage`).then((response) => response.ok, () => false)) {
      // Audits are made once: their first reader waits, so one comes before the tests do.
      await fetch(`${address}/audit`).catch(() => {});
      return address;
    }
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`${address} does not answer`);
}
