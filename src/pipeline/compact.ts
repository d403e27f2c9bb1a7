import type { Clock } from '../base/context.ts';
import { untilNoneIsOpen } from '../base/until.ts';
import { appendLink } from '../verify/append-link.ts';
import { chainPartitions, listChain } from '../verify/chain-files.ts';
import type { ChainPlace } from '../verify/chain-state.ts';
import { type CommittingSink, currentChain } from '../verify/committed-files.ts';
import type { Link } from '../verify/link.ts';

/** What is to be replaced: files of commits before a moment (milliseconds since 1970), by files of about `bytes`. */
export interface Compaction {
  readonly before: number;
  readonly bytes: number;
}

interface Files {
  readonly files: number;
  readonly bytes: number;
}

/** What became of the files of one partition. */
export interface Compacted extends ChainPlace {
  readonly before: Files;
  readonly after: Files;
  /** Whether the sink has said that nothing is left to replace. */
  readonly done: boolean;
}

export interface CompactSite {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly patience: number;
  readonly tell: (waiting: readonly string[]) => void;
}

interface Asked extends ChainPlace {
  readonly files: Files;
  seq: number;
}

/**
 * Asks a running sink to replace small files by larger ones, by a `compact` link in each chain, and waits until it has
 * answered: its `replace` links name the new files, and one without files says that nothing is left. RefusedError where
 * a chain is broken.
 */
export async function compactSink(
  sink: CommittingSink,
  wanted: Compaction,
  { clock, signal, patience, tell }: CompactSite,
): Promise<readonly Compacted[]> {
  const compact = { before: new Date(wanted.before).toISOString(), bytes: wanted.bytes };
  const ask = (place: ChainPlace) => appendLink(sink, place, clock, 'compacted', () => ({ kind: 'compact', compact }));
  const asked: Asked[] = [];
  for (const topic of sink.topics) {
    for (const partition of await chainPartitions(sink, topic)) {
      const place = { topic, partition };
      const files = await filesOf(sink, place);
      const seq = await ask(place);
      if (seq !== undefined) asked.push({ ...place, files, seq });
    }
  }
  const isOpen = async (one: Asked) => {
    const state = await answerTo(sink, one);
    // whoever opened the chain for it is gone: it is asked again
    if (state === 'lost') one.seq = (await ask(one)) ?? one.seq;
    return state !== 'done';
  };
  const told = (open: readonly Asked[]) => tell(open.map(({ topic, partition }) => `${topic}-${partition}`));
  const open = await untilNoneIsOpen(asked, isOpen, { clock, signal, patience }, told);
  const results: Compacted[] = [];
  for (const one of asked) {
    const { topic, partition, files } = one;
    results.push({ topic, partition, before: files, after: await filesOf(sink, one), done: !open.includes(one) });
  }
  return results;
}

async function filesOf(sink: CommittingSink, { topic, partition }: ChainPlace): Promise<Files> {
  const { ranges } = await currentChain(sink, topic, partition);
  const files = ranges.flatMap((range) => range.files);
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** What the links after a request say of it. */
async function answerTo(sink: CommittingSink, { topic, partition, seq }: Asked): Promise<'waits' | 'done' | 'lost'> {
  const after: Link[] = [];
  const chain = await listChain({ ...sink, topic, partition });
  for await (const { links } of chain.readAfter(seq)) after.push(...links);
  if (after.some(({ kind, retired }) => kind === 'replace' && retired.length === 0)) return 'done';
  // it is heard by whoever opens the chain right after it
  const heard = after.find(({ kind }) => kind !== 'compact');
  const opened = after.filter(({ kind }) => kind === 'open').length;
  return opened > 1 || (heard !== undefined && heard.kind !== 'open') ? 'lost' : 'waits';
}
