// Sorts a WebAssembly program into the streams of web/platform/js/streams.js, and checks that they give it back.
//
//   node pack_wasm.mjs IN OUT

import { readFileSync, writeFileSync } from 'node:fs';

// As text, because an older node would not take the page's file for a module.
const there = readFileSync(new URL('../web/platform/js/streams.js', import.meta.url));
const { kStreams, moveFunction, Tape, unpack, Way } = await import(`data:text/javascript;base64,${there.toString('base64')}`);

function pack(program) {
  const streams = Array.from({ length: kStreams }, () => new Tape(new Uint8Array(program.length)));
  const from = new Tape(program), plain = streams[0];
  const copy = (count) => {
    plain.bytes.set(program.subarray(from.at, from.at + count), plain.at);
    plain.at += count;
    from.at += count;
  };
  copy(8);
  while (from.at < program.length) {
    const section = program[from.at];
    copy(1);
    const size = from.number();
    if (section !== 10) {
      plain.put(size);
      copy(size);
      continue;
    }
    const count = from.number();
    plain.put(count);
    for (let i = 0; i < count; i += 1) {
      const end = from.number() + from.at;
      moveFunction(from, streams, Way.Pack);
      if (from.at !== end) throw new Error(`function ${i} has an operation that streams.js does not know`);
    }
  }
  const head = new Tape(new Uint8Array(10 * (kStreams + 1)));
  head.put(program.length);
  for (const stream of streams) head.put(stream.at);
  return Buffer.concat([head.bytes.subarray(0, head.at), ...streams.map((stream) => stream.bytes.subarray(0, stream.at))]);
}

const [input, output] = process.argv.slice(2);
if (!output) throw new Error('tell what to pack and where to write: pack_wasm.mjs IN OUT');
const program = readFileSync(input);
const packed = pack(program);
if (Buffer.compare(unpack(packed), program) !== 0) throw new Error(`\`${input}\` does not come back as it was`);
writeFileSync(output, packed);
