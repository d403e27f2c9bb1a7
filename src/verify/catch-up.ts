import type { Clock } from '../context.ts';
import { countCommitted } from '../kafka/committed.ts';
import type { RawKafka } from '../kafka/fetch.ts';
import { listChain } from './chain-files.ts';
import type { ChainSink } from './sink.ts';

/** One partition of a sink that has not yet stored what its topic held when the waiting began. */
export interface Behind {
  readonly sink: string;
  readonly topic: string;
  readonly partition: number;
  /** Committed records it still has to store. */
  readonly records: number;
}

interface Target {
  readonly sink: ChainSink;
  readonly topic: string;
  readonly partition: number;
  readonly end: number;
}

const PAUSE = 500;

/**
 * Waits until the sinks have stored everything that their topics hold now: endless sources go on, but what counts is what was there when
 * the waiting began. Returns who is still behind after `milliseconds`; empty when all have caught up.
 */
export async function awaitCatchUp(
  sinks: readonly ChainSink[],
  kafka: RawKafka,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  milliseconds: number,
  tell: (behind: readonly Behind[]) => void,
): Promise<readonly Behind[]> {
  const deadline = clock.now() + milliseconds;
  let targets = await targetsOf(sinks, kafka);
  for (;;) {
    const found = await Promise.all(targets.map(async (target) => ({ target, records: await missing(target, kafka) })));
    const open = found.filter(({ records }) => records > 0);
    const behind = open.map(({ target: { sink, topic, partition }, records }) => ({
      sink: sink.name,
      topic,
      partition,
      records,
    }));
    if (behind.length === 0 || clock.now() >= deadline) return behind;
    tell(behind);
    targets = open.map(({ target }) => target);
    await clock.sleep(PAUSE, signal);
  }
}

async function targetsOf(sinks: readonly ChainSink[], kafka: RawKafka): Promise<Target[]> {
  const targets: Target[] = [];
  for (const sink of sinks) {
    for (const topic of sink.topics) {
      for (const partition of (await kafka.partitions(topic)) ?? []) {
        const { end } = await kafka.bounds(topic, partition);
        targets.push({ sink, topic, partition, end });
      }
    }
  }
  return targets;
}

async function missing({ sink, topic, partition, end }: Target, kafka: RawKafka): Promise<number> {
  const chain = await listChain({ ...sink, topic, partition });
  const tip = (await chain.readAfter((chain.seqs.at(-1) ?? 0) - 1)).links.at(-1);
  const { start } = await kafka.bounds(topic, partition);
  const position = Math.max(start, tip?.to ?? start);
  if (position >= end) return 0;
  const [records = 0] = await countCommitted(kafka, topic, partition, [{ from: position, to: end }]);
  return records;
}
