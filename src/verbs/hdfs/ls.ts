import { posix } from 'node:path';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode } from '../../base/errors.ts';
import { printable } from '../../base/text/printable.ts';
import type { Entry, Store } from '../../store/store.ts';
import { renderEntries } from '../../ui/files.ts';
import { withClients } from '../shared/clients.ts';
import { filesAt, placeOf, refuseMissing } from '../shared/places.ts';
import type { SinkSource } from '../shared/sinks.ts';
import { printRows } from './cat.ts';
import { download, upload } from './get.ts';
import { removePlace } from './rm.ts';

type Verb<Options> = (context: Context, args: readonly string[], options: GlobalOptions & Options) => Promise<ExitCode>;

function withPlaces(
  context: Context,
  options: GlobalOptions,
  work: (source: SinkSource) => Promise<void>,
): Promise<ExitCode> {
  return withClients(context, options, async (clients, cluster) => {
    await work({ context, options, clients, cluster });
    return ExitCode.fine;
  });
}

/** `hdfs ls [PATH]`: a directory, with -R everything below; of a sink its committed files. */
export const ls: Verb<{ readonly recursive: boolean }> = (context, [word = '/'], options) =>
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
    context.output.write(options.output === 'json' ? `${JSON.stringify(entries, null, 2)}\n` : renderEntries(entries));
  });

/** When files were written, in milliseconds since the epoch, by path: one listing of each directory. */
async function modifiedTimes(store: Store, paths: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const directory of new Set(paths.map((path) => posix.dirname(path)))) {
    for (const { path, modified } of await store.list(directory)) times.set(path, modified);
  }
  return times;
}

/** `hdfs cat PATHS`: rows as lines; Parquet becomes JSON, gzip is undone. */
export const cat: Verb<{ readonly max?: number }> = (context, words, options) =>
  withPlaces(context, options, async (source) => {
    let left = options.max ?? Number.POSITIVE_INFINITY;
    for (const word of words) left -= await printRows(await placeOf(source, word), context, left);
  });

/** `hdfs du [PATH]`: bytes and files below each entry, and their sum. */
export const du: Verb<object> = (context, [word = '/'], options) =>
  withPlaces(context, options, async (source) => {
    const place = await placeOf(source, word);
    const { store, path } = place;
    await refuseMissing(place);
    const usages = [];
    for (const entry of await store.list(path)) {
      const usage = entry.directory ? await store.usage(entry.path) : { bytes: entry.bytes, files: 1 };
      usages.push({ path: entry.path, ...usage });
    }
    const total = { path, bytes: 0, files: 0 };
    for (const { bytes, files } of usages) {
      total.bytes += bytes;
      total.files += files;
    }
    if (options.output === 'json') {
      context.output.write(`${JSON.stringify({ ...total, below: usages }, null, 2)}\n`);
      return;
    }
    for (const usage of [...usages, total]) {
      const { bytes, files, path } = usage;
      context.output.write(`${String(bytes).padStart(14)}  ${String(files).padStart(7)} files  ${printable(path)}\n`);
    }
  });

/** `hdfs get PATH [LOCAL]` */
export const get: Verb<object> = (context, [word = '', local], options) =>
  withPlaces(context, options, async (source) => {
    const path = await download(await placeOf(source, word), local, context);
    context.output.write(options.output === 'json' ? `${JSON.stringify({ path })}\n` : `${printable(path)}\n`);
  });

/** `hdfs put LOCAL PATH` */
export const put: Verb<{ readonly overwrite: boolean }> = (context, [local = '', word = ''], options) =>
  withPlaces(context, options, async (source) => {
    const path = await upload(context, local, await placeOf(source, word), options.overwrite);
    context.output.write(options.output === 'json' ? `${JSON.stringify({ path })}\n` : `${printable(path)}\n`);
  });

/** `hdfs rm PATH`: asks first; committed files are retired in the commit log before they go. */
export const rm: Verb<{ readonly recursive: boolean; readonly yes: boolean }> = (context, [word = ''], options) =>
  withPlaces(context, options, async (source) => {
    const place = await placeOf(source, word);
    await removePlace(context, place, options);
    context.messages.write(`Removed ${printable(`${place.store.uri}${place.path}`)}.\n`);
  });
