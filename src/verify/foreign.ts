import type { Entry } from '../store/store.ts';
import type { ChainState } from './chain-state.ts';
import { parseName } from './data-files.ts';
import type { CommittedFile, Link } from './link.ts';
import type { Finding } from './proof.ts';
import { holdsTombstones } from './tombstones.ts';

/** What a chain says of the files below its topic's directory. */
export interface TopicChain {
  readonly chain: ChainState;
  /** A commit after the chain that is still being carried out. */
  readonly underWay: Link | undefined;
  readonly missingLinks: ReadonlySet<number>;
}

/** What the chains of one topic say, partition by partition. */
export interface TopicChains {
  readonly topic: string;
  readonly partitions: ReadonlyMap<number, TopicChain>;
}

interface Owned {
  readonly partition: number;
  readonly from: number;
  readonly to: number;
  readonly file: CommittedFile;
}

/**
 * Whether Spark, Hive and pyarrow leave out what has this name; Spark reads a directory `_field=value` all the same.
 */
const isHidden = (name: string) => name.startsWith('.') || (name.startsWith('_') && !name.includes('='));

/** A file that no link names, and how many records a reader of the directory sees twice because of it. */
export interface Stranger {
  readonly finding: Finding;
  readonly path: string;
  readonly partition: number | undefined;
  readonly twice: number;
}

/**
 * The files below a topic's directory that no link names. One that readers take for data (all whose names do not begin
 * with `_` or `.`, whatever their ending) is a failure: they would see records twice. Files of a link that is itself
 * missing are left out, the broken chain tells of them; those that the newest link retires are about to go. Pure.
 */
export function findStrangers({ topic, partitions }: TopicChains, listing: ReadonlyMap<string, Entry>): Stranger[] {
  const unnamed = new Map(listing);
  for (const { chain, underWay } of partitions.values()) {
    for (const { path } of underWay?.files ?? []) unnamed.delete(path);
    for (const { files } of chain.ranges) for (const { path } of files) unnamed.delete(path);
  }
  const bySize = filesBySize(partitions, new Set([...unnamed.values()].map(({ bytes }) => bytes)));
  const strangers: Stranger[] = [];
  for (const [path, entry] of unnamed) {
    const named = parseName(path);
    const chains = named === undefined ? undefined : partitions.get(named.partition);
    if (named !== undefined && chains?.missingLinks.has(named.seq)) continue;
    // the topic's own directory, and that of its tombstones, is named by whoever reads it
    const isData = !path
      .split('/')
      .slice(holdsTombstones(path) ? 2 : 1)
      .some(isHidden);
    const original = bySize.get(entry.bytes);
    const place = placeOf(named, original, partitions);
    const newest = chains?.chain.tip;
    if (newest?.retired.includes(path)) {
      const message = `link ${newest.seq} retires this file; it has not been removed yet`;
      const finding: Finding = { kind: 'in-progress', failure: false, message, topic, ...place, file: path };
      strangers.push({ path, partition: place?.partition, twice: 0, finding });
      continue;
    }
    const message = chains?.chain.retired.has(path)
      ? 'a retired file is still there'
      : original !== undefined && isData
        ? `no link names this file; it is as long as ${original.file.path}`
        : 'no link names this file';
    strangers.push({
      path,
      partition: place?.partition,
      twice: isData ? (original?.file.records ?? 0) : 0,
      finding: { kind: 'foreign-file', failure: isData, message, topic, ...place, file: path },
    });
  }
  return strangers;
}

/** A committed file of each of the lengths. */
function filesBySize(partitions: TopicChains['partitions'], lengths: ReadonlySet<number>): ReadonlyMap<number, Owned> {
  const bySize = new Map<number, Owned>();
  if (lengths.size === 0) return bySize;
  for (const [partition, { chain }] of partitions) {
    for (const { files, from, to } of chain.ranges) {
      for (const file of files) if (lengths.has(file.bytes)) bySize.set(file.bytes, { partition, from, to, file });
    }
  }
  return bySize;
}

/**
 * Files directly in a sink's path, beside the topics' directories: whoever reads the path as a whole takes them for
 * data. `entries` are those of the path. Pure.
 */
export function filesBesideTopics(entries: readonly Entry[]): Finding[] {
  return entries
    .filter(({ directory }) => !directory)
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
    .filter((name) => !isHidden(name))
    .map((file) => ({
      kind: 'foreign-file',
      failure: true,
      message: 'no link names this file, and whoever reads the whole path reads it',
      file,
    }));
}

function placeOf(
  named: ReturnType<typeof parseName>,
  original: Owned | undefined,
  partitions: TopicChains['partitions'],
): Pick<Finding, 'partition' | 'range'> | undefined {
  if (original !== undefined) {
    return { partition: original.partition, range: { from: original.from, to: original.to } };
  }
  if (named === undefined) return undefined;
  const { from, partition } = named;
  const next = partitions.get(partition)?.chain.ranges.find((range) => range.from > from)?.from;
  return { partition, range: { from, to: next ?? from + 1 } };
}
