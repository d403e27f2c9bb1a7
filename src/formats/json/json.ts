import type { Format } from '../format.ts';
import { countLines, linesOf, plain } from '../lines.ts';
import { expectedLine } from './expected-line.ts';

/** Lines of JSON, as they came. */
export const json: Format = {
  name: 'json',
  description: 'JSON lines as they came',
  endings: ['.json', '.json.gz'],
  compressions: ['none', 'gzip'],
  compression: 'none',
  typed: false,
  inspect: async (store, path, _, count) => ({
    rows: count ? await countLines(plain(await store.read(path), path)) : undefined,
    coordinates: false,
  }),
  async *lines(store, path) {
    for await (const lines of linesOf(plain(await store.read(path), path))) {
      for (const line of lines) yield line.toString('utf8');
    }
  },
  // The contract matters only for its aliases.
  rows: (contract) => ({
    expected: (value) => expectedLine(value, contract),
    async *stored(store, path) {
      for await (const lines of linesOf(plain(await store.read(path), path))) yield lines.map((row) => ({ row }));
    },
  }),
};
