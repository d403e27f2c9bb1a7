import type { Format } from '../format.ts';
import { countLines, linesOf, plain } from '../lines.ts';
import { expectedLine } from './expected-line.ts';

/** Files up to this length are read in one piece. Bytes. */
const SMALL = 1 << 16;

/** Lines of JSON, as they came. */
export const json: Format = {
  name: 'json',
  description: 'JSON lines as they came',
  endings: ['.json', '.json.gz'],
  compressions: ['none', 'gzip'],
  compression: 'none',
  typed: false,
  async inspect(store, path, bytes, count) {
    if (!count) return { rows: undefined, coordinates: false };
    // the stream of a small file would cost more than its bytes
    const isSmall = bytes <= SMALL && !path.endsWith('.gz');
    const content = isSmall ? [await store.readWhole(path)] : plain(await store.read(path), path);
    return { rows: await countLines(content), coordinates: false };
  },
  async *lines(store, path) {
    for await (const lines of linesOf(plain(await store.read(path), path))) yield* lines;
  },
  // The contract matters only for its aliases.
  rows: (contract) => ({
    expected: (value) => expectedLine(value, contract),
    async *stored(store, path) {
      for await (const lines of linesOf(plain(await store.read(path), path))) yield lines.map((row) => ({ row }));
    },
  }),
};
