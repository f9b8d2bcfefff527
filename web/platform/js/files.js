// Files to and from the person's own disk.

/// The program's memory ends at 2 GB; no file of ours comes near this.
const kFileLimit = 256 << 20;
const Outcome = { Nothing: 0, Picked: 1 };

export class Files {
  #wasm;
  #picker = 0;

  constructor(wasm) {
    this.#wasm = wasm;
    window.addEventListener('dragover', (event) => event.preventDefault());
    window.addEventListener('drop', (event) => {
      event.preventDefault();
      const file = event.dataTransfer && event.dataTransfer.files[0];
      if (file) this.#deliver(0, file);
    });
  }

  download(name, mediaType, bytes) {
    const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  /// Answers once by `file`. Browsers open the dialog inside a gesture only.
  pick(id, accept) {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    // Browsers without the cancel event: the next dialog answers for the one before.
    if (this.#picker) this.#wasm.send('file', this.#picker, Outcome.Nothing, '', new Uint8Array(0));
    this.#picker = id;
    input.addEventListener('change', () => {
      this.#picker = 0;
      this.#deliver(id, input.files[0]);
    });
    input.addEventListener('cancel', () => {
      this.#picker = 0;
      this.#wasm.send('file', id, Outcome.Nothing, '', new Uint8Array(0));
    });
    input.click();
  }

  async #deliver(id, file) {
    const empty = new Uint8Array(0);
    try {
      if (file.size > kFileLimit) throw new Error('too large');
      this.#wasm.send('file', id, Outcome.Picked, file.name, new Uint8Array(await file.arrayBuffer()));
    } catch {
      this.#wasm.send('file', id, Outcome.Nothing, file.name, empty);  // it went away, or would not fit
    }
  }
}
