// Typing. The focused text field's element in the mirror is a real <input>, so input methods, on-screen keyboards,
// dictation and password managers see an ordinary page. The program edits: what a person types is taken out of the
// element and handed over, and the mirror writes the outcome back.

const editing = {
  insertLineBreak: ['Enter', 0],
  insertParagraph: ['Enter', 0],
  deleteContentBackward: ['Backspace', 0],
  deleteContentForward: ['Delete', 0],
  deleteWordBackward: ['Backspace', 1],
  deleteWordForward: ['Delete', 1],
  historyUndo: ['KeyZ', 1],
  historyRedo: ['KeyY', 1],
};
const inserting = new Set(['insertText', 'insertReplacementText', 'insertFromDrop', 'insertFromYank']);

export class TextAgent {
  #wasm;
  #mirror;
  #preedit;
  #field = null;  // { node, caret, line } while the program's text field has the focus
  #element = null;

  /// `preedit` shows what an input method has not committed yet, at the program's caret.
  constructor(wasm, mirror, preedit) {
    this.#wasm = wasm;
    this.#mirror = mirror;
    this.#preedit = preedit;
    const on = (type, handler) => mirror.root.addEventListener(type, handler.bind(this));
    on('beforeinput', this.#before);
    on('input', this.#input);
    on('compositionstart', this.#compositionStart);
    on('compositionupdate', this.#compositionUpdate);
    on('compositionend', this.#compositionEnd);
  }

  /// Whether a text field has the focus, so that characters will come as text and not as keys.
  get active() {
    return this.#element !== null && this.#element === document.activeElement;
  }

  /// Called after each frame that moved the field or its caret; `null` when no text field has the focus.
  follow(field) {
    this.#field = field;
    this.#element = field ? this.#mirror.editable(field.node) : null;
    if (this.#element && !this.active) this.#element.focus({ preventScroll: true });
  }

  #tap([code, ctrl]) {
    this.#wasm.send('key', 1, code, '', ctrl, 1);
    this.#wasm.send('key', 0, code, '', ctrl, 1);
  }

  #before(event) {
    if (event.isComposing || event.inputType === 'insertCompositionText') return;
    const data = event.data === null && event.dataTransfer ? event.dataTransfer.getData('text/plain') : event.data;
    if (inserting.has(event.inputType) && data) this.#insert(event.target, data);
    else if (event.inputType in editing) this.#tap(editing[event.inputType]);
    event.preventDefault();
  }

  /// Where the program has no caret (another field has its focus) or somebody else has selected (autocorrection, automation)
  /// the text is put together here and set as a whole.
  #insert(element, text) {
    const { selectionStart: start, selectionEnd: end, value } = element;
    if (element === this.#element && start === end) {
      this.#wasm.send('text', text);
    } else {
      this.#mirror.setValue(element, value.slice(0, start) + text + value.slice(end));
    }
  }

  /// What beforeinput could not take: a value set as a whole, by a password manager, dictation, or a test's fill().
  #input(event) {
    if (event.isComposing || event.inputType === 'insertCompositionText') return;
    this.#mirror.setValue(event.target, event.target.value);
  }

  #compositionStart(event) {
    if (!this.#field) return;
    // The browser puts the candidates beside the element's caret: bring the element to ours.
    this.#mirror.pin(event.target, this.#field.caret, this.#field.line);
    this.#preedit.style.left = `${this.#field.caret.x}px`;
    this.#preedit.style.top = `${this.#field.caret.y}px`;
    this.#preedit.style.lineHeight = `${this.#field.line}px`;
  }

  #compositionUpdate(event) {
    this.#preedit.textContent = event.data;
    this.#preedit.hidden = event.data === '';
  }

  #compositionEnd(event) {
    this.#preedit.hidden = true;
    this.#preedit.textContent = '';
    if (event.data) this.#wasm.send('text', event.data);
    this.#mirror.unpin(event.target);
  }
}
