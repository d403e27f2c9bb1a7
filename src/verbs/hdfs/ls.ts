import { posix } from 'node:path';
import type { Entry, Store } from '../../store/store.ts';
import { renderEntries } from '../../ui/files.ts';
import { show } from '../../ui/show.ts';
import { flag } from '../flag.ts';
import { filesAt, placeOf, refuseMissing } from '../shared/places.ts';
import { defineVerb } from '../verb.ts';
import { withPlaces } from './with-places.ts';

/** `hdfs ls [PATH]`: a directory, with -R everything below; of a sink its committed files. */
export default defineVerb({
  usage: 'hdfs ls [path]',
  summary: 'list a directory',
  example: 'pipeline hdfs ls /data',
  flags: { recursive: flag('with all below', 'R') },
  completes: { path: { from: ['sinks'] } },
  run: (context, [word = '/'], options) =>
    withPlaces(context, options, async (source) => {
      const place = await placeOf(source, word);
      const { store, path, sink } = place;
      await refuseMissing(place);
      let entries: Entry[] = [];
      if (sink !== undefined) {
        const files = await filesAt(place);
        const times = await modifiedTimes(
          store,
          files.map((file) => file.path),
        );
        entries = files.map((file) => ({ directory: false, modified: times.get(file.path) ?? 0, ...file }));
      } else if (options.recursive) {
        for await (const entry of store.walk(path)) entries.push(entry);
        entries.sort((a, b) => (a.path < b.path ? -1 : 1));
      } else entries = [...(await store.list(path))];
      return show(context, options, { json: entries, text: () => renderEntries(entries) });
    }),
});

/** When files were written, in milliseconds since the epoch, by path: one listing of each directory. */
async function modifiedTimes(store: Store, paths: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const directory of new Set(paths.map((path) => posix.dirname(path)))) {
    for (const { path, modified } of await store.list(directory)) times.set(path, modified);
  }
  return times;
}
