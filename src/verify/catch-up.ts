import type { Clock } from '../base/context.ts';
import { UnreachableError } from '../base/errors.ts';
import { untilNoneIsOpen, within } from '../base/until.ts';
import { committedRecords } from '../clients/kafka/committed.ts';
import { heeding, type KafkaReader } from '../clients/kafka/reader.ts';
import type { ProvableSink } from './provable.ts';

/** One partition of a sink that has not yet stored what its topic held when the waiting began. */
export interface Behind {
  readonly sink: string;
  readonly topic: string;
  readonly partition: number;
}

interface Target {
  readonly sink: ProvableSink;
  readonly topic: string;
  readonly partition: number;
  readonly end: number;
}

/**
 * Waits until the sinks have stored everything that their topics hold now: endless sources go on, but what counts is
 * what was there when the waiting began. Returns who is still behind after `milliseconds`, however slowly Kafka and the
 * store answer; empty when all have caught up.
 */
export async function awaitCatchUp(
  sinks: readonly ProvableSink[],
  kafka: KafkaReader,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  milliseconds: number,
  tell: (behind: readonly Behind[]) => void,
): Promise<readonly Behind[]> {
  const deadline = clock.now() + milliseconds;
  const targets = await within({ clock, signal, patience: milliseconds }, () => targetsOf(sinks, kafka));
  if (targets === undefined) {
    throw new UnreachableError('Kafka did not tell the ends of the topics while there was time to wait', {
      hint: 'Wait longer with --wait, or see how Kafka is with `pipeline doctor`.',
    });
  }
  const waiting = { clock, signal, patience: deadline - clock.now() };
  const open = await untilNoneIsOpen(
    targets,
    (target, ended) => isBehind(target, kafka, ended),
    waiting,
    (those) => tell(those.map(named)),
  );
  return open.map(named);
}

const named = ({ sink, topic, partition }: Target): Behind => ({ sink: sink.name, topic, partition });

async function targetsOf(sinks: readonly ProvableSink[], kafka: KafkaReader): Promise<Target[]> {
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

/**
 * Whether a committed record before the target's end is not stored yet. A store that is away may come back; one that
 * refuses is not worth waiting for: the proof says what it says.
 */
async function isBehind(target: Target, kafka: KafkaReader, ended: AbortSignal): Promise<boolean> {
  try {
    return await lacksRecords(target, heeding(kafka, ended), ended);
  } catch (error) {
    ended.throwIfAborted();
    return error instanceof UnreachableError;
  }
}

async function lacksRecords(target: Target, kafka: KafkaReader, ended: AbortSignal): Promise<boolean> {
  const { sink, topic, partition, end } = target;
  const stored = await sink.position(topic, partition, kafka);
  if (stored === 'on its way' || ended.aborted) return true;
  const { start, end: now } = await kafka.bounds(topic, partition);
  if (stored !== undefined && stored > now) return true;
  const position = Math.max(start, stored ?? start);
  for await (const _ of committedRecords(kafka, topic, partition, { from: position, to: end })) return true;
  return false;
}
