// Requests to the server that the page came from, and nowhere else.

const kTimeout = 30000;  // ms
/// No answer of the server's comes near it; more would only fill the memory.
const kBodyLimit = 64 << 20;

export class Net {
  #wasm;
  #pending = new Map();

  constructor(wasm) {
    this.#wasm = wasm;
  }

  get busy() {
    return this.#pending.size > 0;
  }

  /// `headers` are lines "name: value". Answers once by `reply`, with status 0 when nothing came back.
  async request(id, method, url, headers, body) {
    const abort = new AbortController();
    this.#pending.set(id, abort);
    const timer = setTimeout(() => abort.abort(), kTimeout);
    let answer = [0, '', new Uint8Array(0)];
    try {
      const response = await fetch(url, {
        method,
        headers: headers.split('\n').filter(Boolean).map((line) => line.split(/: (.*)/s, 2)),
        body: body.length > 0 ? body : undefined,
        mode: 'same-origin',
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal: abort.signal,
      });
      if (Number(response.headers.get('content-length')) > kBodyLimit) throw new Error('too long');
      const bytes = new Uint8Array(await response.arrayBuffer());
      answer = [response.status, Array.from(response.headers, ([name, value]) => `${name}: ${value}\n`).join(''), bytes];
    } catch {
      // Offline, refused, timed out or cancelled: status 0 says it, and the browser tells no more.
    }
    clearTimeout(timer);
    if (this.#pending.delete(id)) this.#wasm.send('reply', id, ...answer);
  }

  /// No `reply` will come.
  cancel(id) {
    const abort = this.#pending.get(id);
    this.#pending.delete(id);
    if (abort) abort.abort();
  }
}
