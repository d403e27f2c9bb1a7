import { ChainWalk } from './chain.ts';
import { chainPartitions, listChain, type SinkPlace } from './chain-files.ts';
import type { ChainPlace, ChainState } from './chain-state.ts';
import type { CommittedFile, Link } from './link.ts';
import type { Finding, OffsetRange } from './proof.ts';

/** A file that counts, and the commit it belongs to. */
export interface ListedFile extends Omit<CommittedFile, 'first' | 'last'> {
  readonly topic: string;
  readonly partition: number;
  /** Offsets that its commit decided. */
  readonly range: OffsetRange;
}

/** As much of a sink as its commit logs tell by themselves. */
export interface CommittingSink extends SinkPlace {
  readonly topics: readonly string[];
}

/** What one partition's chain says now. `onLinks` is given its links as they are read. */
export async function currentChain(
  sink: CommittingSink,
  topic: string,
  partition: number,
  onLinks: (links: readonly Link[]) => void = () => undefined,
): Promise<ChainState> {
  const stored = await listChain({ ...sink, topic, partition });
  const walk = new ChainWalk({ topic, partition });
  const unreadable: Finding[] = [];
  for await (const { links, findings } of stored.readAfter(0)) {
    for (const link of links) walk.take(link);
    unreadable.push(...findings);
    onLinks(links);
  }
  const { chain } = walk.end();
  return { ...chain, breaks: [...unreadable, ...chain.breaks] };
}

/** What a sink's commits hold: files, and records without value that were only counted. */
export interface Committed {
  readonly files: readonly ListedFile[];
  readonly tombstones: number;
}

/** Every committed file of a sink, topic by topic, partition by partition, in offset order. */
export const committedFiles = async (sink: CommittingSink): Promise<readonly ListedFile[]> =>
  (await committedBy(sink)).files;

/** The same with what is in no file. `onLinks` is given the links of its chains as they are read. */
export async function committedBy(
  sink: CommittingSink,
  onLinks?: (links: readonly Link[]) => void,
): Promise<Committed> {
  const listed: ListedFile[] = [];
  let counted = 0;
  for (const topic of sink.topics) {
    for (const partition of await chainPartitions(sink, topic)) {
      const chain = await currentChain(sink, topic, partition, onLinks);
      listed.push(...filesOf(chain, { topic, partition }));
      counted += chain.ranges.reduce((sum, { tombstones }) => sum + tombstones, 0);
    }
  }
  return { files: listed, tombstones: counted };
}

/** The files of one partition that count, in offset order. */
export const filesOf = (
  { ranges }: Pick<ChainState, 'ranges'>,
  { topic, partition }: ChainPlace,
): readonly ListedFile[] =>
  ranges.flatMap(({ from, to, files }) =>
    files.map(({ path, records, bytes }) => ({ topic, partition, path, records, bytes, range: { from, to } })),
  );
