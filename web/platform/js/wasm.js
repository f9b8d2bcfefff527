// The program's memory and its way in. Text crosses as UTF-8 with a length, never NUL-terminated, so that a name with
// a NUL in it stays one name.

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export class Wasm {
  #instance = null;
  #page = 0;

  /// The Emscripten module whose memory this is.
  bind(instance) {
    this.#instance = instance;
  }

  /// `page` is the C++ object that every `remit_on_…` gets back as its first argument. From here on events flow.
  start(page) {
    this.#page = page;
  }

  get running() {
    return this.#page !== 0;
  }

  /// Stops every later event: after a crash the program's memory must not be entered again.
  stop() {
    this.#page = 0;
  }

  /// Calls `remit_on_NAME(page, ...args)`; before start() and after stop() it does nothing and gives 0.
  call(name, ...args) {
    return this.running ? this.#instance[`_remit_on_${name}`](this.#page, ...args) : 0;
  }

  text(pointer, length) {
    return decoder.decode(this.#instance.HEAPU8.subarray(pointer, pointer + length));
  }

  /// A copy: the program's memory may move or be reused after the call.
  bytes(pointer, length) {
    return this.#instance.HEAPU8.slice(pointer, pointer + length);
  }

  copyIn(pointer, bytes) {
    this.#instance.HEAPU8.set(bytes, pointer);
  }

  /// Writes as much of `text` as fits, whole characters only; gives the bytes written.
  write(pointer, capacity, text) {
    return encoder.encodeInto(text, this.#instance.HEAPU8.subarray(pointer, pointer + capacity)).written;
  }

  /// Fills the program's memory with bytes that nobody can guess; the browser gives at most 65536 at a time.
  fillRandom(pointer, length) {
    for (let at = 0; at < length; at += 65536) {
      const part = this.#instance.HEAPU8.subarray(pointer + at, pointer + Math.min(length, at + 65536));
      crypto.getRandomValues(part);
    }
  }

  /// Like call(), with strings and Uint8Arrays handed over as (pointer, length) pairs that live until the call returns.
  send(name, ...args) {
    if (!this.running) return 0;
    const held = [];
    const plain = args.flatMap((arg) => {
      const bytes = typeof arg === 'string' ? encoder.encode(arg) : arg;
      if (!(bytes instanceof Uint8Array)) return [arg];
      const pointer = this.#instance._malloc(bytes.length || 1);
      held.push(pointer);
      this.#instance.HEAPU8.set(bytes, pointer);
      return [pointer, bytes.length];
    });
    try {
      return this.call(name, ...plain);
    } finally {
      for (const pointer of held) this.#instance._free(pointer);
    }
  }
}
