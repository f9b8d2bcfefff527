// Everything that the program may ask of the browser, as one object: boundary.js calls it, boot.js makes it.

import { Files } from './files.js';
import { Keyboard } from './keyboard.js';
import { Mirror } from './mirror.js';
import { Net } from './net.js';
import { Pointer } from './pointer.js';
import { Storage } from './storage.js';
import { Surface } from './surface.js';
import { System } from './system.js';
import { TextAgent } from './text_agent.js';
import { Wasm } from './wasm.js';

export class Page {
  #assets;

  /// `elements` are { canvas, mirror, polite, assertive, preedit } of index.html; `assets` is a Map from names to bytes;
  /// `fail` shows a reason (boot.js has the texts) and ends the program.
  constructor(elements, assets, fail) {
    this.fail = fail;
    this.#assets = assets;
    this.wasm = new Wasm();
    this.surface = new Surface(this.wasm, elements.canvas);
    this.mirror = new Mirror(this.wasm, elements.mirror, elements);
    this.agent = new TextAgent(this.wasm, this.mirror, elements.preedit);
    this.keyboard = new Keyboard(this.wasm, this.surface, this.agent);
    this.pointer = new Pointer(this.wasm, elements.canvas, this.surface, this.mirror);
    this.net = new Net(this.wasm);
    this.storage = new Storage(this.wasm);
    this.files = new Files(this.wasm);
    this.system = new System(this.wasm);
  }

  /// Bytes of a font; 0 if it did not come.
  assetSize(name) {
    const bytes = this.#assets.get(name);
    return bytes ? bytes.length : 0;
  }

  /// Copies a font into the program's memory and lets ours go.
  takeAsset(name, pointer) {
    this.wasm.copyIn(pointer, this.#assets.get(name));
    this.#assets.delete(name);
  }

  /// What tests and automation wait for: nothing is being drawn, asked or stored.
  get idle() {
    return this.wasm.running && !this.surface.scheduled && !this.net.busy && !this.storage.busy;
  }

  get frames() {
    return this.surface.frames;
  }
}
