import type { Clock } from '../../base/context.ts';
import { RefusedError } from '../../base/errors.ts';
import { untilNoneIsOpen } from '../../base/until.ts';
import type { ConnectClient } from '../../clients/connect/client.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import { listChain } from '../../verify/chain-files.ts';
import type { RequestedLetter } from '../../verify/link.ts';
import type { ChainSink } from '../../verify/sink.ts';
import { isWanted, type Wanted } from './list.ts';
import { type LetterPlace, placeKey, reportsIn } from './report.ts';
import { appendRetry, type PendingRetry } from './retry-link.ts';
import { standingsOf } from './standing.ts';

/** Of one link, so that it stays small, and what it asks for is done in seconds. */
const LETTERS = 5_000;

export interface RetryOutcome {
  /** Dead letters that were meant, and waited. */
  readonly wanted: number;
  readonly stored: number;
  /** Those that the sink rejected again, and why. */
  readonly rejected: readonly (LetterPlace & { readonly reason: string })[];
  /** Those of which the sink has not said yet what becomes of them. */
  readonly undecided: number;
}

export interface RetrySite {
  readonly connect: Pick<ConnectClient, 'restart'>;
  readonly kafka: KafkaReader;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly patience: number;
  readonly tell: (waiting: readonly string[]) => void;
}

/**
 * Asks a running sink to try dead letters again, by a `retry` link in each chain, and waits for its answers. The sink
 * writes: the link fences it, it opens its chain again, and does what the link asks for first (docs/commit-log.md).
 * RefusedError where a chain is broken.
 */
export async function retryDeadLetters(sink: ChainSink, wanted: Wanted, site: RetrySite): Promise<RetryOutcome> {
  const { clock, patience } = site;
  const deadline = clock.now() + patience;
  const { open } = await standingsOf(sink);
  const places = await reportPlaces(sink, site.kafka);
  const left = new Map<string, LetterPlace & { readonly reason: string }>();
  for (const [key, { reason }] of open) {
    const letter = { ...placeOf(key), reason };
    if (isWanted(wanted, letter)) left.set(key, letter);
  }
  const all = left.size;
  const rejected: (LetterPlace & { readonly reason: string })[] = [];
  let stored = 0;
  while (left.size > 0) {
    site.signal.throwIfAborted();
    const before = left.size;
    const asked: PendingRetry[] = [];
    for (const [chain, letters] of byChain([...left.values()])) {
      const some = letters.slice(0, LETTERS);
      const requests = some.map((letter) => requestOf(letter, places));
      const pending = await appendRetry(sink, chain, requests, clock);
      if (pending === undefined) {
        // meanwhile somebody else had them stored
        for (const letter of some) left.delete(placeKey(letter));
        stored += some.length;
      } else asked.push(pending);
    }
    if (asked.length === 0) continue;
    await site.connect.restart(sink.connector, false);
    const waiting = { clock, signal: site.signal, patience: deadline - clock.now() };
    const isOpen = async (pending: PendingRetry) => !(await hasSuccessor(sink, pending));
    const tell = (those: readonly PendingRetry[]) =>
      site.tell(those.map(({ topic, partition }) => `${sink.name} to retry in ${topic}-${partition}`));
    const late = await untilNoneIsOpen(asked, isOpen, waiting, tell);
    for (const pending of asked.filter((one) => !late.includes(one))) {
      const answer = await answerTo(sink, pending);
      for (const offset of answer.stored) if (left.delete(placeKey({ ...pending, offset }))) stored++;
      for (const { offset, reason } of answer.rejected) {
        if (left.delete(placeKey({ ...pending, offset }))) rejected.push({ ...placeIn(pending, offset), reason });
      }
    }
    if (late.length > 0 || left.size === before || clock.now() >= deadline) break;
  }
  return { wanted: all, stored, rejected, undecided: left.size };
}

const placeIn = ({ topic, partition }: PendingRetry, offset: number): LetterPlace => ({ topic, partition, offset });

function placeOf(key: string): LetterPlace {
  const [topic = '', partition, offset] = key.split('/');
  return { topic, partition: Number(partition), offset: Number(offset) };
}

async function reportPlaces({ deadLetter = '' }: ChainSink, kafka: KafkaReader) {
  const places = new Map<string, RequestedLetter['report']>();
  for await (const report of reportsIn(deadLetter, kafka)) places.set(placeKey(report), report.report);
  return places;
}

function requestOf(letter: LetterPlace, places: ReadonlyMap<string, RequestedLetter['report']>): RequestedLetter {
  const report = places.get(placeKey(letter));
  return { offset: letter.offset, ...(report !== undefined && { report }) };
}

function byChain<L extends LetterPlace>(letters: readonly L[]): readonly (readonly [Chain, readonly L[]])[] {
  const groups = Map.groupBy(letters, ({ topic, partition }) => `${topic}/${partition}`);
  return [...groups.values()].flatMap((some) => {
    const [first] = some;
    return first === undefined ? [] : [[first, [...some].sort((a, b) => a.offset - b.offset)] as const];
  });
}

type Chain = Pick<LetterPlace, 'topic' | 'partition'>;

async function hasSuccessor(sink: ChainSink, { topic, partition, seq }: PendingRetry): Promise<boolean> {
  const { seqs } = await listChain({ ...sink, topic, partition });
  return (seqs.at(-1) ?? 0) > seq;
}

/** What the link after a request says; nothing where another writer was quicker, and the request counts for nothing. */
async function answerTo(sink: ChainSink, { topic, partition, seq }: PendingRetry) {
  const chain = await listChain({ ...sink, topic, partition });
  for await (const { links, findings } of chain.readAfter(seq)) {
    if (findings[0] !== undefined) throw new RefusedError(findings[0].message, { where: `${topic}-${partition}` });
    const [link] = links;
    if (link?.kind === 'restore') return { stored: link.restored ?? [], rejected: link.deadLettered };
    break;
  }
  return { stored: [], rejected: [] };
}
