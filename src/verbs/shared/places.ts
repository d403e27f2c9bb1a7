import { UsageError } from '../../base/errors.ts';
import { type Location, Stores } from '../../store/location.ts';
import { type Entry, joinPath, type Store } from '../../store/store.ts';
import { type CommittingSink, committedFiles } from '../../verify/committed-files.ts';
import type { ChainSink } from '../../verify/sink.ts';
import { holdsTombstones } from '../../verify/tombstones.ts';
import { chainSink, type SinkSource } from './sinks.ts';

/** What a word on the command line means: a place in a store, or the committed files of a sink. */
export type Place = Location & { readonly sink?: ChainSink };

/** A word with a slash or a scheme is a place; any other is the name of a sink and stands for its directory. */
export async function placeOf(source: SinkSource, word: string): Promise<Place> {
  if (/[/:]/.test(word)) return new Stores(source.cluster, source.context).locate(word);
  const sink = await chainSink(source, word);
  return { store: sink.store, path: sink.root, sink };
}

/** Refuses a path where nothing is, as a UsageError. The directory of a sink may not be there yet. */
export async function refuseMissing({ store, path, sink }: Place): Promise<void> {
  if (sink !== undefined || path === '/' || (await store.stat(path)) !== undefined) return;
  throw noSuchPlace({ store, path });
}

/** The error for a path where nothing is. */
export const noSuchPlace = ({ store, path }: Location) =>
  new UsageError('There is no such file or directory', { where: `${store.uri}${path}` });

/**
 * The files a place stands for, in order: of a sink the committed ones of events only, of a directory all below, hidden
 * ones left out.
 */
export async function filesAt({ store, path, sink }: Place): Promise<readonly Pick<Entry, 'path' | 'bytes'>[]> {
  if (sink !== undefined) {
    const committed = (await committedFiles(sink)).filter((file) => !holdsTombstones(file.path));
    return committed.map((file) => ({ path: joinPath(sink.root, file.path), bytes: file.bytes }));
  }
  const own = await store.stat(path);
  if (own === undefined) throw noSuchPlace({ store, path });
  if (!own.directory) return [own];
  const entries: Entry[] = [];
  for await (const entry of store.walk(path)) entries.push(entry);
  const hidden = (entry: Entry) => /\/[_.]/.test(entry.path.slice(path.length));
  return entries.filter((entry) => !hidden(entry)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The sinks that keep their files in a directory around `path`, found by their commit logs: also those whose connector
 * is gone or was never declared here.
 */
export async function sinksAround({ store, path }: Location): Promise<readonly CommittingSink[]> {
  const parts = path.split('/').filter((part) => part !== '');
  const ancestors = parts.map((_, index) => joinPath(...parts.slice(0, index)));
  const sinks = await Promise.all(ancestors.map((root) => sinksOf(store, root)));
  return sinks.flat();
}

async function sinksOf(store: Store, root: string): Promise<CommittingSink[]> {
  const directories = async (path: string) => (await store.list(path)).filter(({ directory }) => directory);
  const nameOf = (entry: Entry) => entry.path.slice(entry.path.lastIndexOf('/') + 1);
  const logs = await directories(joinPath(root, '_log'));
  return Promise.all(
    logs.map(async (log) => {
      const topics = (await directories(log.path)).map(nameOf);
      return { store, root, connector: decodeURIComponent(nameOf(log)), topics };
    }),
  );
}

export function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}
