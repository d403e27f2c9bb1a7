import { printable } from '../../base/text/printable.ts';
import { show } from '../../ui/show.ts';
import { placeOf, refuseMissing } from '../shared/places.ts';
import { defineVerb } from '../verb.ts';
import { withPlaces } from './with-places.ts';

interface Usage {
  readonly path: string;
  readonly bytes: number;
  readonly files: number;
}

/** `hdfs du [PATH]`: bytes and files below each entry, and their sum. */
export default defineVerb({
  usage: 'hdfs du [path]',
  summary: 'sizes below a path',
  example: 'pipeline hdfs du /data',
  flags: {},
  completes: { path: { from: ['sinks'] } },
  run: (context, [word = '/'], options) =>
    withPlaces(context, options, async (source) => {
      const place = await placeOf(source, word);
      const { store, path } = place;
      await refuseMissing(place);
      const usages: Usage[] = [];
      for (const entry of await store.list(path)) {
        const usage = entry.directory ? await store.usage(entry.path) : { bytes: entry.bytes, files: 1 };
        usages.push({ path: entry.path, ...usage });
      }
      const total = { path, bytes: 0, files: 0 };
      for (const { bytes, files } of usages) {
        total.bytes += bytes;
        total.files += files;
      }
      return show(context, options, {
        json: { ...total, below: usages },
        text: () => [...usages, total].map(line).join(''),
      });
    }),
});

const line = ({ bytes, files, path }: Usage): string =>
  `${String(bytes).padStart(14)}  ${String(files).padStart(7)} files  ${printable(path)}\n`;
