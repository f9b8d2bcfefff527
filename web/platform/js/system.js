// What the browser knows of the person's system, and the address bar.

const Prefers = { Dark: 1, ReducedMotion: 2, Mac: 4, Coarse: 8, Online: 16, Visible: 32 };

export class System {
  #wasm;
  #alarm = 0;
  #queries = {
    Dark: matchMedia('(prefers-color-scheme: dark)'),
    ReducedMotion: matchMedia('(prefers-reduced-motion: reduce)'),
    Coarse: matchMedia('(pointer: coarse)'),
  };

  constructor(wasm) {
    this.#wasm = wasm;
    const changed = () => wasm.call('surroundings');
    for (const query of Object.values(this.#queries)) query.addEventListener('change', changed);
    document.addEventListener('visibilitychange', changed);
    window.addEventListener('online', changed);
    window.addEventListener('offline', changed);
    // Back and forward, a link typed by hand: both fire for some, and the program takes the same address twice calmly.
    window.addEventListener('popstate', () => wasm.call('address'));
    window.addEventListener('hashchange', () => wasm.call('address'));
    window.addEventListener('beforeunload', (event) => {
      if (wasm.call('unsaved')) event.preventDefault();
    });
  }

  get surroundings() {
    const on = (name) => (this.#queries[name].matches ? Prefers[name] : 0);
    return on('Dark') | on('ReducedMotion') | on('Coarse')
      | (/mac|iphone|ipad/i.test(navigator.platform) ? Prefers.Mac : 0)
      | (navigator.onLine ? Prefers.Online : 0)
      | (document.visibilityState === 'visible' ? Prefers.Visible : 0);
  }

  get address() {
    return location.hash.slice(1);
  }

  /// `?org=acme`: which of a server's organisations, or the sandbox.
  get query() {
    return location.search;
  }

  setAddress(address, replace) {
    if (address === this.address) return;
    if (replace) history.replaceState(null, '', `#${address}`);
    else history.pushState(null, '', `#${address}`);
  }

  setTitle(title) {
    if (document.title !== title) document.title = title;
  }

  /// SECURITY: only pages, never `javascript:` or `data:`; a new tab gets no way back to ours.
  openLink(url) {
    const target = new URL(url, document.baseURI);
    if (target.protocol !== 'https:' && target.protocol !== 'http:') return;
    if (target.origin === location.origin) location.assign(target);
    else window.open(target, '_blank', 'noopener,noreferrer');
  }

  /// One alarm at a time; draws nothing by itself.
  callLater(delay) {
    clearTimeout(this.#alarm);
    this.#alarm = setTimeout(() => this.#wasm.call('alarm'), delay);
  }

  /// Minutes that local time is ahead of UTC at that moment.
  zoneOffset(ms) {
    return -new Date(ms).getTimezoneOffset();
  }
}
