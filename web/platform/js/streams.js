// WebAssembly sorted by kind, as it is downloaded: operations in one stream, and what belongs to them (which variable,
// which number, which function) in one each. Each is more like itself than all of them mixed, so that compressed the
// program is a tenth smaller. Written by tools/pack_wasm.mjs, which takes the same steps in the other direction.
//
// Layout: the numbers LEB128 `size of the program`, `size of each stream`, then the streams.

const Plain = 0, Operation = 1, Get = 2, Set = 3, Tee = 4, Int = 5, Align = 6, Offset = 7, Call = 8, Label = 9, Block = 10,
  Local = 11, Long = 12, Table = 13, Indirect = 14, Float = 15, Other = 16;
export const kStreams = 17;

const kCode = 10, kEnd = 0x0b, kDelegate = 0x18;
const opens = (op) => op === 0x02 || op === 0x03 || op === 0x04 || op === 0x06;  // block, loop, if, try

/// By operation: the stream of each number that follows it.
const kNumbers = [];
for (const [streams, first, last = first] of [
  [[], 0x00, 0x01], [[Block], 0x02, 0x04], [[], 0x05], [[Block], 0x06], [[Other], 0x07, 0x08], [[Label], 0x09], [[], 0x0b],
  [[Label], 0x0c, 0x0d], [[], 0x0f], [[Call], 0x10], [[Indirect, Indirect], 0x11], [[Label], 0x18], [[], 0x19, 0x1b],
  [[Get], 0x20], [[Set], 0x21], [[Tee], 0x22], [[Other], 0x23, 0x24], [[Align, Offset], 0x28, 0x3e], [[Other], 0x3f, 0x40],
  [[Int], 0x41], [[Long], 0x42], [[], 0x45, 0xc4],
]) {
  for (let op = first; op <= last; op += 1) kNumbers[op] = streams;
}
/// What most loads and stores say of their alignment: the size of what they move, as a power of two.
const kAlign = [2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2];
/// How many numbers follow the operations behind 0xfc.
const kMore = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

export class Tape {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  number() {
    let value = 0, shift = 0, byte;
    do {
      byte = this.bytes[this.at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return value >>> 0;
  }
  put(value) {
    for (; value > 127; value >>>= 7) this.bytes[this.at++] = (value & 127) | 128;
    this.bytes[this.at++] = value;
  }
}

export const Way = { Pack: 0, Unpack: 1 };

/// Moves one function from `code` into the streams or back: the steps are the same in both directions.
export function moveFunction(code, streams, way) {
  const sources = streams.map((stream) => (way === Way.Pack ? code : stream));
  const targets = streams.map((stream) => (way === Way.Pack ? stream : code));
  const move = (stream, mask = 0) => {
    const from = sources[stream], to = targets[stream];
    const byte = from.bytes[from.at++] ^ mask;
    to.bytes[to.at++] = byte;
    return byte;
  };
  const number = (stream) => {
    let value = 0, shift = 0, byte;
    do {
      byte = move(stream);
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return value;
  };
  for (let groups = number(Local); groups > 0; groups -= 1) {
    number(Local);
    move(Local);
  }
  for (let depth = 1; depth > 0;) {
    const op = move(Operation);
    if (opens(op)) depth += 1;
    if (op === kEnd || op === kDelegate) depth -= 1;
    if (op === 0x0e) {
      for (let others = number(Table); others >= 0; others -= 1) number(Table);
    } else if (op === 0x43 || op === 0x44) {
      for (let left = op === 0x43 ? 4 : 8; left > 0; left -= 1) move(Float);
    } else if (op === 0xfc) {
      for (let left = kMore[number(Operation)]; left > 0; left -= 1) number(Other);
    } else {
      for (const stream of kNumbers[op]) {
        if (stream === Align) {
          move(Align, kAlign[op - 0x28]);
        } else {
          number(stream);
        }
      }
    }
  }
}

/// The program out of its streams.
export function unpack(packed) {
  const head = new Tape(packed);
  const size = head.number();
  const sizes = Array.from({ length: kStreams }, () => head.number());
  // Cut short, a stream would never come to its end.
  if (sizes.reduce((sum, length) => sum + length, head.at) !== packed.length) throw new Error('the program is not whole');
  const streams = sizes.map((length) => new Tape(packed.subarray(head.at, head.at += length)));
  const out = new Tape(new Uint8Array(size));
  const plain = streams[Plain];
  const copy = (count) => {
    out.bytes.set(plain.bytes.subarray(plain.at, plain.at + count), out.at);
    plain.at += count;
    out.at += count;
  };
  copy(8);
  while (plain.at < plain.bytes.length) {
    const section = plain.bytes[plain.at];
    copy(1);
    const count = plain.number();
    if (section !== kCode) {
      out.put(count);
      copy(count);
      continue;
    }
    const code = new Tape(new Uint8Array(size)), body = new Tape(new Uint8Array(size));
    code.put(count);
    for (let i = 0; i < count; i += 1) {
      body.at = 0;
      moveFunction(body, streams, Way.Unpack);
      code.put(body.at);
      code.bytes.set(body.bytes.subarray(0, body.at), code.at);
      code.at += body.at;
    }
    out.put(code.at);
    out.bytes.set(code.bytes.subarray(0, code.at), out.at);
    out.at += code.at;
  }
  return out.bytes;
}
