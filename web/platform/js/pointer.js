// Mouse, pen and touch. A finger scrolls, taps and holds; ImGui only knows a mouse, so those are told apart here.

export const Kind = { Move: 0, Down: 1, Up: 2, Leave: 3 };
const Source = { mouse: 0, touch: 1, pen: 2 };
// ImGui's order of buttons: left, right, middle, back, forward. The last two stay the browser's.
const buttons = [0, 2, 1];
const kSlop = 8;          // px a finger may wander and still tap
const kHoldTime = 500;    // ms until a held finger is a right click
const kLineHeight = 20;   // px, for wheels that count lines

export class Pointer {
  #wasm;
  #canvas;
  #surface;
  #mirror;
  #finger = null;

  constructor(wasm, canvas, surface, mirror) {
    this.#wasm = wasm;
    this.#canvas = canvas;
    this.#surface = surface;
    this.#mirror = mirror;
    const on = (type, handler, options) => canvas.addEventListener(type, handler.bind(this), options);
    on('pointerdown', this.#down);
    on('pointermove', this.#move);
    on('pointerup', this.#up);
    on('pointercancel', this.#cancel);
    on('pointerleave', this.#leave);
    on('wheel', this.#wheel, { passive: false });
    on('contextmenu', (event) => event.preventDefault());
    // Without this the browser takes the focus away from the text agent and folds the keyboard of a tablet.
    on('mousedown', (event) => event.preventDefault());
  }

  #send(kind, event, button = 0) {
    this.#wasm.call('pointer', kind, event.offsetX, event.offsetY, button, Source[event.pointerType] || 0);
  }

  #down(event) {
    if (!event.isPrimary && event.pointerType === 'touch') return this.#cancel();
    this.#canvas.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') return this.#touch(event);
    if (!(event.button in buttons)) return undefined;
    if (event.button === 2 && this.#mirror.offerField(event.offsetX, event.offsetY)) {
      this.#canvas.releasePointerCapture(event.pointerId);
      return undefined;
    }
    return this.#send(Kind.Down, event, buttons[event.button]);
  }

  #move(event) {
    if (this.#finger) return this.#drag(event);
    // A second button pressed while one is held comes as a move.
    if (event.button >= 0 && event.button in buttons) {
      const pressed = event.buttons & [1, 4, 2][event.button];
      return this.#send(pressed ? Kind.Down : Kind.Up, event, buttons[event.button]);
    }
    return this.#send(Kind.Move, event);
  }

  #up(event) {
    if (this.#finger) return this.#lift(event);
    if (!(event.button in buttons)) return undefined;
    this.#send(Kind.Up, event, buttons[event.button]);
    return this.#surface.drawInGesture();
  }

  #leave(event) {
    if (!this.#finger && event.buttons === 0) this.#send(Kind.Leave, event);
  }

  #wheel(event) {
    if (event.ctrlKey || event.metaKey) return;  // the browser's zoom
    event.preventDefault();
    const unit = [1, kLineHeight, this.#canvas.clientHeight][event.deltaMode];
    this.#wasm.call('wheel', event.deltaX * unit, event.deltaY * unit);
  }

  #touch(event) {
    this.#send(Kind.Move, event);
    this.#finger = { x: event.offsetX, y: event.offsetY, startX: event.offsetX, startY: event.offsetY, scrolls: false };
    this.#finger.hold = setTimeout(() => {
      this.#send(Kind.Down, event, 1);
      this.#send(Kind.Up, event, 1);
      this.#finger = null;
    }, kHoldTime);
  }

  #drag(event) {
    const finger = this.#finger;
    if (!finger.scrolls) {
      if (Math.hypot(event.offsetX - finger.startX, event.offsetY - finger.startY) < kSlop) return;
      finger.scrolls = true;
      clearTimeout(finger.hold);
    }
    this.#wasm.call('wheel', finger.x - event.offsetX, finger.y - event.offsetY);
    finger.x = event.offsetX;
    finger.y = event.offsetY;
  }

  #lift(event) {
    const { scrolls, hold } = this.#finger;
    clearTimeout(hold);
    this.#finger = null;
    if (!scrolls) {
      this.#send(Kind.Down, event);
      this.#send(Kind.Up, event);
      this.#surface.drawInGesture();
    }
    this.#send(Kind.Leave, event);
  }

  #cancel() {
    if (this.#finger) clearTimeout(this.#finger.hold);
    this.#finger = null;
    this.#wasm.call('pointer', Kind.Leave, 0, 0, 0, Source.touch);
  }
}
