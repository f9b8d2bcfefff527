// The canvas: its size in CSS and device pixels, and when a frame is drawn. Nothing is scheduled unless the program asks.

export class Surface {
  #wasm;
  #canvas;
  #size = { width: 1, height: 1, deviceWidth: 1, deviceHeight: 1 };
  #animation = 0;
  #timer = 0;
  #frames = 0;

  constructor(wasm, canvas) {
    this.#wasm = wasm;
    this.#canvas = canvas;
    this.#measure();
    this.#observeSize();
    this.#observeDensity();
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();  // says that we can restore it ourselves
      wasm.call('context', 0);
    });
    canvas.addEventListener('webglcontextrestored', () => wasm.call('context', 1));
  }

  /// Frames drawn since the start.
  get frames() {
    return this.#frames;
  }

  /// Whether a frame is about to be drawn. A later repaint (the end of a toast) does not count.
  get scheduled() {
    return this.#animation !== 0;
  }

  /// `delay` in ms: 0 draws with the next refresh, a negative one takes back what was asked for.
  schedule(delay) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (delay < 0) return;
    if (delay > 0) {
      this.#timer = setTimeout(() => this.schedule(0), delay);
    } else if (this.#animation === 0) {
      this.#animation = requestAnimationFrame((now) => {
        this.#animation = 0;
        this.draw(now);
      });
    }
  }

  draw(now = performance.now()) {
    if (!this.#wasm.running) return;
    this.#frames += 1;
    this.#wasm.call('frame', now);
  }

  /// Draws until the input that came is used up. The clipboard, a file dialog and a tablet's keyboard may be touched
  /// inside the event of a click or key only, so the program must see it before the event ends.
  drawInGesture() {
    for (let left = 4; left > 0 && this.#wasm.call('input_waiting'); left -= 1) this.draw();
  }

  /// Gives the canvas its device pixels; called by the program just before it draws, because this clears the canvas.
  fit() {
    const { deviceWidth, deviceHeight } = this.#size;
    if (this.#canvas.width !== deviceWidth) this.#canvas.width = deviceWidth;
    if (this.#canvas.height !== deviceHeight) this.#canvas.height = deviceHeight;
  }

  get size() {
    return this.#size;
  }

  set cursor(name) {
    if (this.#canvas.style.cursor !== name) this.#canvas.style.cursor = name;
  }

  /// `exact` is what the browser says of device pixels, if it does; it knows how the layout was rounded.
  #measure(exact) {
    const width = Math.max(1, this.#canvas.clientWidth);
    const height = Math.max(1, this.#canvas.clientHeight);
    const density = window.devicePixelRatio || 1;
    // An emulated density is not in the exact numbers: they are believed where they differ by rounding only.
    const pixels = (length, said) => (
      Math.max(1, Math.abs(said - length * density) < 1 ? said : Math.round(length * density)));
    this.#size = {
      width,
      height,
      deviceWidth: pixels(width, exact ? exact.inlineSize : NaN),
      deviceHeight: pixels(height, exact ? exact.blockSize : NaN),
    };
    this.#wasm.call('resize');
  }

  #observeSize() {
    const observer = new ResizeObserver((entries) => {
      const box = entries[entries.length - 1].devicePixelContentBoxSize;
      this.#measure(box && box[0]);
    });
    try {
      observer.observe(this.#canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(this.#canvas);  // Safari: rounding is all there is
    }
  }

  /// A window dragged to another screen changes its density without changing its size; each query answers once.
  #observeDensity() {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', () => {
      this.#measure();
      this.#observeDensity();
    }, { once: true });
  }
}
