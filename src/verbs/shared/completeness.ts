import { UsageError } from '../../base/errors.ts';
import { instantOf } from '../../base/time.ts';
import { decoding } from '../../clients/kafka/reader.ts';
import { eventTimes, timeFieldOf } from '../../components/event-time.ts';
import { completeUntil, type PartitionAnswer } from '../../verify/complete-until.ts';
import { duration, option, valued } from '../flag.ts';
import { provableNamed, type SinkSource } from './sinks.ts';

/** Flags that say what "complete" means. */
export const completenessFlags = {
  until: option('<time>', 'every event before it is meant: 2026-01-01T10:00Z'),
  field: option('<name>', "the event's time (default: that of the sink's directories, else the record's timestamp)"),
  late: valued('<duration>', 'how much later than newer ones events may come', duration),
  idle: valued('<duration>', 'a partition that got nothing for so long counts as complete', duration),
};

export interface CompletenessOptions {
  readonly until?: string | undefined;
  readonly field?: string | undefined;
  readonly late?: number | undefined;
  readonly idle?: number | undefined;
}

/** The answer for one sink. */
export interface Completeness {
  readonly sink: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** The field whose time counts; null: the record's timestamp. */
  readonly field: string | null;
  readonly complete: boolean;
  readonly partitions: readonly PartitionAnswer[];
}

/** Milliseconds since 1970 of `2026-01-01T10:00Z`, `…T10:00:00.5+01:00` or a day, which begins in UTC. */
export function untilTime(text: string | undefined): number {
  if (text === undefined) throw new UsageError('Say until when with --until', { hint: 'Such as 2026-01-01T10:00Z.' });
  const whole = text.replace(/^(.{10}[Tt ]\d\d:\d\d)([Zz]|[+-]\d\d:\d\d)$/, '$1:00$2');
  const time = /^\d{4}-\d\d-\d\d$|([Zz]|[+-]\d\d:\d\d)$/.test(whole) ? instantOf(whole) : undefined;
  if (time !== undefined) return time;
  throw new UsageError(`--until ${text} is no moment`, { hint: 'Write it with its zone, such as 2026-01-01T10:00Z.' });
}

/** Whether all that happened before a moment is stored by the sink called `name`. */
export async function completenessOf(
  source: SinkSource,
  name: string,
  options: CompletenessOptions,
): Promise<Completeness> {
  const until = untilTime(options.until);
  const { sink, config } = await provableNamed(source, name);
  const field = options.field ?? timeFieldOf(config);
  const question = {
    ...{ until, late: options.late ?? 0, idle: options.idle },
    timeOf: eventTimes(config, sink.topics, field),
  };
  const records = await source.clients.records();
  const kafka = sink.chain === undefined ? records : decoding(records, sink.chain.decoderOf);
  const partitions = await completeUntil(sink, question, kafka, source.context.clock.now);
  const complete = partitions.length > 0 && partitions.every((one) => one.complete);
  return { sink: sink.name, until, field: field ?? null, complete, partitions };
}
