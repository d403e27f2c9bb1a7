import type { Readable } from 'node:stream';

const NEWLINE = 0x0a;
const RETURN = 0x0d;

function trimReturn(line: Buffer): Buffer {
  return line.at(-1) === RETURN ? line.subarray(0, -1) : line;
}

/** The lines of `input` as bytes, without their line ends, in the groups in which they arrive: one per typed line. */
export async function* lines(input: Readable): AsyncGenerator<Buffer[]> {
  let rest = Buffer.alloc(0);
  for await (const chunk of input) {
    const bytes = Buffer.concat([rest, Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))]);
    const group: Buffer[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      group.push(trimReturn(bytes.subarray(start, end)));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (group.length > 0) yield group;
  }
  if (rest.length > 0) yield [trimReturn(rest)];
}
