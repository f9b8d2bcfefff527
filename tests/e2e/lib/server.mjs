// A plain static file server, as dull as the ones that people have: it knows types and nothing else.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.json': 'application/json', '.txt': 'text/plain; charset=utf-8' };

/// Serves `folder` under `prefix` on a free port of 127.0.0.1. `answer(request, response)` may take a request by
/// returning true. Gives { url, close() }.
export async function serveFolder(folder, { prefix = '/', answer } = {}) {
  const server = createServer(async (request, response) => {
    if (answer && (await answer(request, response))) return;
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const inside = normalize(decodeURIComponent(pathname.slice(prefix.length)) || 'index.html');
    const path = join(folder, inside);
    const found = pathname.startsWith(prefix) && !inside.startsWith('..') && (await stat(path).catch(() => null));
    if (!found || !found.isFile()) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(path)] || 'application/octet-stream', 'content-length': found.size });
    createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}
