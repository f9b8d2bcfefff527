// Loads fonts and program side by side, shows how far they are, and says plainly why it cannot go on if it cannot.

const byId = (id) => document.getElementById(id);

const reasons = {
  'no-webassembly': 'This browser cannot run WebAssembly, or it is switched off. Use a current Chrome, Edge, Firefox or Safari.',
  'no-exceptions': 'This browser is too old: it lacks WebAssembly exceptions. Chrome and Edge have them since 95, Firefox since 100, Safari since 15.2.',
  'no-webgl2': 'This browser cannot draw with WebGL 2, or hardware acceleration is switched off in its settings.',
  'no-download': 'A part of the page did not arrive. Check the connection and reload.',
  'no-fonts': 'The fonts did not arrive. Check the connection and reload.',
  stopped: 'Remit stopped because of an error of its own. What the server has confirmed is safe. Reload to go on.',
};

function fail(reason) {
  document.documentElement.dataset.failed = reason;
  byId('headline').textContent = reason === 'stopped' ? 'Remit has stopped' : 'Remit cannot start here';
  byId('reason').textContent = `${reasons[reason] || reasons.stopped} The remit command line and the API work without this page.`;
  byId('start').hidden = false;
}

class Failure extends Error {}

/// The smallest module that throws and catches.
const exceptionProbe = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6,
  64, 25, 11, 11]);

function checkBrowser() {
  if (typeof WebAssembly !== 'object') throw new Failure('no-webassembly');
  if (!WebAssembly.validate(exceptionProbe)) throw new Failure('no-exceptions');
  const probe = document.createElement('canvas').getContext('webgl2');
  if (!probe) throw new Failure('no-webgl2');
  const release = probe.getExtension('WEBGL_lose_context');
  if (release) release.loseContext();
}

/// The files that index.html preloads, each with its size unpacked, so that the bar is true also when they come packed.
const files = [...document.querySelectorAll('link[data-name]')].map((link) => (
  { name: link.dataset.name, url: link.href, size: Number(link.dataset.size) }));
const total = files.reduce((sum, file) => sum + file.size, 0);
let loaded = 0;

function count(bytes) {
  loaded += bytes;
  const percent = Math.min(100, Math.floor((loaded / total) * 100));
  byId('bar').style.width = `${percent}%`;
  byId('bar').setAttribute('aria-valuenow', percent);
}

async function open(name) {
  const file = files.find((one) => one.name === name);
  const response = await fetch(file.url).catch(() => null);
  if (!response || !response.ok) throw new Failure('no-download');
  const counted = response.body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
  }));
  return new Response(counted);
}

async function loadFile(name) {
  return [name, new Uint8Array(await (await open(name)).arrayBuffer())];
}

function chooseTheme() {
  try {
    const theme = localStorage.getItem('remit.theme');
    if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is switched off; the system's preference stands.
  }
}

async function boot() {
  chooseTheme();
  checkBrowser();
  const fonts = files.filter((file) => !file.name.endsWith('.bin')).map((file) => loadFile(file.name));
  const program = loadFile('remit_app.bin');
  const modules = Promise.all([import('./remit_app.js'), import('./page.js'), import('./streams.js')]);
  const [[{ default: createRemit }, { Page }, { unpack }], assets, [, packed]] = await Promise.all([modules, Promise.all(fonts), program]);
  const elements = Object.fromEntries(['canvas', 'mirror', 'polite', 'assertive', 'preedit'].map((id) => [id, byId(id)]));
  const page = new Page(elements, new Map(assets), (reason) => {
    page.wasm.stop();
    fail(reason);
  });
  // A trap or an exception that nobody caught has left the program's memory in no state to go on with.
  window.addEventListener('error', ({ error }) => {
    if (!page.wasm.running || error instanceof WebAssembly.RuntimeError || error instanceof WebAssembly.Exception) {
      page.fail('stopped');
    }
  });
  const remit = {
    page,
    onAbort: () => page.fail('stopped'),
    instantiateWasm(imports, done) {
      Promise.resolve(packed).then(unpack).then((bytes) => WebAssembly.instantiate(bytes, imports)).then(
        ({ instance, module }) => done(instance, module),
        () => fail('no-download'),
      );
      return {};
    },
  };
  page.wasm.bind(remit);
  await createRemit(remit);
  if (!page.wasm.running) return;
  byId('start').hidden = true;
  // For browser tests and automation, which wait on it and never on time. Read-only; the page itself does not use it.
  globalThis.remit = Object.freeze({
    get idle() { return page.idle; },
    get frames() { return page.frames; },
  });
}

boot().catch((error) => {
  if (!(error instanceof Failure)) console.error(error);
  fail(error instanceof Failure ? error.message : 'stopped');
});
