import { committedRecords } from '../clients/kafka/committed.ts';
import type { KafkaReader } from '../clients/kafka/reader.ts';
import type { RawRecord } from '../clients/kafka/records.ts';
import type { ProvableSink } from './provable.ts';

/** Records before the end of a partition among which the newest event is looked for. */
const LOOKED = 10_000;

/** What is asked of a sink. Times are milliseconds since 1970. */
export interface Question {
  /** Whether every event before this moment is stored. */
  readonly until: number;
  /** By how much events may come later than others that are newer. */
  readonly late: number;
  /** A partition that got nothing for so long counts as complete; undefined: none does. */
  readonly idle: number | undefined;
  /** When an event happened; undefined where its record does not tell. */
  readonly timeOf: (topic: string, record: RawRecord) => number | undefined;
}

/**
 * `reached`: events of `until` or later have come, and all before are stored. `idle`: as much as came is stored, and
 * nothing more came for long. Not complete: `not-stored` (an event before `until` is not stored yet), `not-reached` (an
 * event before `until` may still come), `empty` (nothing ever came), `under-way` (a commit is being carried out).
 */
export type Why = 'reached' | 'idle' | 'not-stored' | 'not-reached' | 'empty' | 'under-way';

/** The answer for one partition. */
export interface PartitionAnswer {
  readonly topic: string;
  readonly partition: number;
  readonly complete: boolean;
  readonly why: Why;
  /** Next offset that the sink has not stored; null before the first, and while a commit is under way. */
  readonly position: number | null;
  /** The newest event among the last that came; null where none tells its time. */
  readonly newest: number | null;
  /** When the last record came, by its own timestamp; null where the topic holds none. */
  readonly lastCame: number | null;
  /** Offset of the first event before `until` that is not stored; null where all are. */
  readonly firstMissing: number | null;
}

/** What is known of a partition. */
export interface Known {
  readonly position: number | 'on its way' | undefined;
  readonly newest: number | undefined;
  readonly lastCame: number | undefined;
  readonly firstMissing: number | undefined;
}

/** Weighs what is known of one partition. Pure. */
export function judgeComplete(
  known: Known,
  { until, late, idle }: Pick<Question, 'until' | 'late' | 'idle'>,
  now: number,
): Pick<PartitionAnswer, 'complete' | 'why'> {
  const { position, newest, lastCame, firstMissing } = known;
  if (position === 'on its way') return { complete: false, why: 'under-way' };
  if (firstMissing !== undefined) return { complete: false, why: 'not-stored' };
  if (newest !== undefined && newest >= until + late) return { complete: true, why: 'reached' };
  if (idle !== undefined && (lastCame === undefined || now - lastCame >= idle)) return { complete: true, why: 'idle' };
  return { complete: false, why: lastCame === undefined ? 'empty' : 'not-reached' };
}

/** Answers for each partition of each topic of `sink`. Errors are those of Kafka and the store. */
export async function completeUntil(
  sink: ProvableSink,
  question: Question,
  kafka: KafkaReader,
  now: () => number,
): Promise<readonly PartitionAnswer[]> {
  const answers: PartitionAnswer[] = [];
  for (const topic of sink.topics) {
    for (const partition of [...((await kafka.partitions(topic)) ?? [])].sort((a, b) => a - b)) {
      const known = await look(sink, { topic, partition }, question, kafka);
      const { position, newest = null, lastCame = null, firstMissing = null } = known;
      answers.push({
        ...{ topic, partition, newest, lastCame, firstMissing },
        ...judgeComplete(known, question, now()),
        position: typeof position === 'number' ? position : null,
      });
    }
  }
  return answers;
}

async function look(
  sink: ProvableSink,
  { topic, partition }: Pick<PartitionAnswer, 'topic' | 'partition'>,
  { until, timeOf }: Question,
  kafka: KafkaReader,
): Promise<Known> {
  // the position before the end: what comes between the two looks is not taken for stored
  const position = await sink.position(topic, partition, kafka);
  const { start, end } = await kafka.bounds(topic, partition);
  const stored = typeof position === 'number' ? position : start;
  let [newest, lastCame]: (number | undefined)[] = [];
  const from = Math.max(start, Math.min(stored, end - LOOKED));
  for await (const record of committedRecords(kafka, topic, partition, { from, to: end })) {
    const time = timeOf(topic, record);
    lastCame = record.timestamp;
    if (time === undefined) continue;
    if (time < until && record.offset >= stored) return { position, newest, lastCame, firstMissing: record.offset };
    newest = Math.max(newest ?? time, time);
  }
  return { position, newest, lastCame, firstMissing: undefined };
}
