// The pages as files on a plain web host. In: one of the samples, exported. Out: a server of nothing but files, below a folder, and its end.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fazhi, root } from "./site.mjs";

const kinds = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

export async function files() {
  const own = mkdtempSync(join(tmpdir(), "fazhi-files-"));
  const [store, out] = [join(own, "kg"), join(own, "site")];
  fazhi("build", join(root, "tests/samples/02-zhejiang-web-page.txt"), "--store", store);
  fazhi("export", "--site", out, "--store", store);
  const folder = "/some/folder";
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://host").pathname));
    try {
      const bytes = readFileSync(join(out, path.slice(folder.length)));
      response.writeHead(path.startsWith(`${folder}/`) ? 200 : 404, { "content-type": kinds[extname(path)] ?? "application/octet-stream" }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const end = () => { server.closeAllConnections(); server.close(); rmSync(own, { recursive: true, force: true }); };
  return { address: `http://127.0.0.1:${server.address().port}`, folder, end };
}
