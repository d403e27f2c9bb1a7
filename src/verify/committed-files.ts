import { type ChainState, walkChain } from './chain.ts';
import { chainPartitions, listChain, type SinkPlace } from './chain-files.ts';
import type { CommittedFile } from './link.ts';
import type { OffsetRange } from './proof.ts';

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

/** What one partition's chain says now. */
export async function currentChain(sink: CommittingSink, topic: string, partition: number): Promise<ChainState> {
  const stored = await listChain({ ...sink, topic, partition });
  const { links, findings } = await stored.readAfter(0);
  const state = walkChain(links, { topic, partition });
  return { ...state, breaks: [...findings, ...state.breaks] };
}

/** Every committed file of a sink, topic by topic, partition by partition, in offset order. */
export async function committedFiles(sink: CommittingSink): Promise<readonly ListedFile[]> {
  const listed: ListedFile[] = [];
  for (const topic of sink.topics) {
    for (const partition of await chainPartitions(sink, topic)) {
      const { ranges } = await currentChain(sink, topic, partition);
      for (const { from, to, files } of ranges) {
        for (const { path, records, bytes } of files) {
          listed.push({ topic, partition, path, records, bytes, range: { from, to } });
        }
      }
    }
  }
  return listed;
}
