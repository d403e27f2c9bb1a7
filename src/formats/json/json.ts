import type { Store } from '../../store/store.ts';
import type { Fields, Format } from '../format.ts';
import { countLines, linesOf, plain } from '../lines.ts';
import { ExactObject, parseExactly } from '../rows/exact-json.ts';
import { exactText } from '../rows/exact-text.ts';
import { envelopeLine, isJsonLine, placeOfLine } from './envelope.ts';
import { expectedLine } from './expected-line.ts';

/** Files up to this length are read in one piece. Bytes. */
const SMALL = 1 << 16;

/** Lines of JSON, as they came. */
export const json: Format = {
  name: 'json',
  description: 'JSON lines as they came',
  endings: ['.json', '.json.gz', '.json.zst'],
  compressions: ['none', 'gzip', 'zstd'],
  compression: 'none',
  typed: false,
  async inspect(store, path, bytes, count) {
    if (!count) return { rows: undefined, coordinates: false };
    return { rows: await countLines(await contentOf(store, path, bytes)), coordinates: false };
  },
  async *lines(store, path, bytes) {
    for await (const lines of linesOf(await contentOf(store, path, bytes))) yield* lines;
  },
  async *records(store, path, bytes) {
    for await (const lines of linesOf(await contentOf(store, path, bytes))) yield lines.map(fieldsOf);
  },
  // The contract matters only for its aliases.
  rows: (contract) => ({
    expected: (value, origin, beside) => {
      if (typeof beside === 'boolean' || !beside.envelope) return expectedLine(value, contract);
      const isJson = contract !== undefined || isJsonLine(value);
      return envelopeLine(beside, origin, isJson ? expectedLine(value, contract) : value, isJson);
    },
    async *stored(store, path, bytes, told) {
      const place = told?.envelope === true ? placeOfLine : () => ({});
      for await (const lines of linesOf(await contentOf(store, path, bytes)))
        yield lines.map((row) => ({ row, ...place(row) }));
    },
  }),
};

/** What a file holds, unpacked. The stream of a small file would cost more than its bytes. */
async function contentOf(store: Store, path: string, bytes: number): Promise<AsyncIterable<Uint8Array> | Uint8Array[]> {
  const isSmall = bytes <= SMALL && path.endsWith('.json');
  return isSmall ? [await store.readWhole(path)] : plain(await store.read(path), path);
}

function fieldsOf(line: Buffer): Fields | undefined {
  try {
    const record = parseExactly(exactText(line));
    return record instanceof ExactObject ? (name) => record.get(name) : undefined;
  } catch {
    return undefined;
  }
}
