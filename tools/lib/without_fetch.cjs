// Loaded before a WebAssembly program in node: its loader would ask fetch for the .wasm file and fail.
delete globalThis.fetch;
