// What stays in this browser: snapshots of the sandbox in IndexedDB, small settings in localStorage, and the right to
// write, which one tab has at a time.

const kDatabase = 'remit';
const kStore = 'snapshots';
const kSettings = 'remit.';
const Held = { No: 0, Yes: 1 };

export class Storage {
  #wasm;
  #database = null;
  #pending = 0;
  #locks = new Map();  // name → function that gives it back

  constructor(wasm) {
    this.#wasm = wasm;
  }

  get busy() {
    return this.#pending > 0;
  }

  setting(key) {
    try {
      return localStorage.getItem(kSettings + key) || '';
    } catch {
      return '';  // storage is switched off
    }
  }

  setSetting(key, value) {
    try {
      localStorage.setItem(kSettings + key, value);
    } catch {
      // Full or switched off: settings are lost without harm.
    }
  }

  /// Answers by `stored`: 1 and the bytes, 2 if there is nothing under that key, 0 if the browser keeps nothing.
  get(id, key) {
    return this.#answer(id, 'readonly', (store) => store.get(key));
  }

  /// One put is one transaction: afterwards either the old or the new bytes are there, also after a crash.
  put(id, key, bytes) {
    return this.#answer(id, 'readwrite', (store) => store.put(bytes, key));
  }

  remove(id, key) {
    return this.#answer(id, 'readwrite', (store) => store.delete(key));
  }

  /// Asks the browser not to clear our data when space runs out.
  async persist() {
    try {
      if (navigator.storage && !(await navigator.storage.persisted())) await navigator.storage.persist();
    } catch {
      // It is a wish only.
    }
  }

  /// Answers by `lock`: 1 when this tab has it; 0 when another has, and 1 as soon as that one is closed.
  lock(id, name) {
    if (!navigator.locks) {  // not a secure context: tabs cannot be told apart, and the sandbox holds nothing precious
      this.#wasm.call('lock', id, Held.Yes);
      return;
    }
    const hold = () => new Promise((release) => {
      this.#locks.set(name, release);
      this.#wasm.call('lock', id, Held.Yes);
    });
    navigator.locks.request(`remit:${name}`, { ifAvailable: true }, (lock) => {
      if (lock) return hold();
      this.#wasm.call('lock', id, Held.No);
      navigator.locks.request(`remit:${name}`, hold);
      return undefined;
    });
  }

  unlock(name) {
    const release = this.#locks.get(name);
    this.#locks.delete(name);
    if (release) release();
  }

  async #answer(id, mode, ask) {
    this.#pending += 1;
    let outcome = [0, new Uint8Array(0)];
    try {
      const database = await this.#open();
      const result = await new Promise((resolve, reject) => {
        const transaction = database.transaction(kStore, mode, { durability: 'strict' });
        const request = ask(transaction.objectStore(kStore));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
      });
      outcome = result instanceof Uint8Array ? [1, result] : [2, new Uint8Array(0)];
    } catch {
      this.#database = null;  // a private window, a full disk: 0 says it
    }
    this.#pending -= 1;
    this.#wasm.send('stored', id, ...outcome);
  }

  #open() {
    if (!this.#database) {
      this.#database = new Promise((resolve, reject) => {
        const request = indexedDB.open(kDatabase, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(kStore);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
        request.onblocked = () => reject(new Error('blocked'));
      });
    }
    return this.#database;
  }
}
