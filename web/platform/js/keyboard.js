// Keys and the clipboard. The program says which keys it takes; all others stay the browser's.

const Mod = { Ctrl: 1, Shift: 2, Alt: 4, Meta: 8 };
const Answer = { Taken: 1, Gesture: 2 };
/// T19: what is longer is cut; 1 Mi UTF-16 units hold any list of people that a field takes.
const kPasteLimit = 1 << 20;

export function modifiers(event) {
  // AltGr types characters; Windows reports it as Ctrl+Alt.
  const graph = event.getModifierState && event.getModifierState('AltGraph');
  return (event.ctrlKey && !graph ? Mod.Ctrl : 0) | (event.shiftKey ? Mod.Shift : 0)
    | (event.altKey && !graph ? Mod.Alt : 0) | (event.metaKey ? Mod.Meta : 0);
}

export class Keyboard {
  #wasm;
  #surface;
  #agent;
  #copying = null;

  constructor(wasm, surface, agent) {
    this.#wasm = wasm;
    this.#surface = surface;
    this.#agent = agent;
    window.addEventListener('keydown', (event) => this.#key(event, 1));
    window.addEventListener('keyup', (event) => this.#key(event, 0));
    window.addEventListener('focus', () => wasm.call('focus', 1));
    window.addEventListener('blur', () => wasm.call('focus', 0));
    document.addEventListener('copy', (event) => this.#copy(event, 0));
    document.addEventListener('cut', (event) => this.#copy(event, 1));
    document.addEventListener('paste', (event) => this.#paste(event));
  }

  #key(event, down) {
    // 229: an input method or an on-screen keyboard has it; its text comes to the text agent.
    if (event.isComposing || event.keyCode === 229) return;
    const answer = this.#wasm.send('key', down, event.code, event.key, modifiers(event), this.#agent.active ? 1 : 0);
    if (answer & Answer.Taken) event.preventDefault();
    if (answer & Answer.Gesture) this.#surface.drawInGesture();
  }

  #copy(event, cut) {
    this.#copying = event;
    try {
      this.#wasm.call('copy', cut);
      this.#surface.drawInGesture();
    } finally {
      this.#copying = null;
    }
  }

  #paste(event) {
    const text = event.clipboardData ? event.clipboardData.getData('text/plain') : '';
    event.preventDefault();
    this.#wasm.send('paste', text.slice(0, kPasteLimit));
  }

  /// Inside a copy event the text goes into it; otherwise (a "Copy" button) it is written, which browsers allow in a
  /// gesture only. Without a secure context there is no clipboard but the event that execCommand makes.
  write(text) {
    const intoEvent = (event) => {
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
    };
    if (this.#copying) {
      intoEvent(this.#copying);
      return;
    }
    const byCommand = () => {
      const once = (event) => {
        event.stopImmediatePropagation();
        intoEvent(event);
      };
      window.addEventListener('copy', once, { capture: true, once: true });
      document.execCommand('copy');
      window.removeEventListener('copy', once, { capture: true });
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).catch(byCommand);
    else byCommand();
  }
}
