import { committedRecords } from '../../clients/kafka/committed.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import type { RawRecord } from '../../clients/kafka/records.ts';
import type { Place } from '../../streams/stored-state.ts';
import type { DeployedState } from '../deployed.ts';
import { StatisticsFold } from '../fold.ts';
import { EventLines } from '../line.ts';
import { asWritten, EventReader } from '../read-event.ts';
import { countingDigest, type StatisticsSpec, tablesOf } from '../spec.ts';
import type { TableState } from '../table.ts';
import { type Difference, differences, figuresOf } from './figures.ts';
import { type Judgement, PartitionRecount } from './judge.ts';
import { Recount } from './recount.ts';

/** Events that are shown, of each topic: the first of every type. */
const MOST_SAMPLES = 8;

/** An event as it is shown. */
export interface Sample extends Place {
  readonly offset: number;
  readonly line: string;
}

/** Offsets of one partition to count. */
export interface Part extends Place {
  readonly start: number;
  readonly end: number;
  readonly compacted: boolean;
}

/** What was counted of one partition, and what a second count says of it. */
export interface CountedPart extends Part {
  readonly records: number;
  readonly tables: ReadonlyMap<string, TableState>;
  readonly samples: readonly Sample[];
  readonly differences: readonly (Difference & { readonly table: string })[];
  readonly judgements: readonly (Judgement & { readonly job: string })[];
}

/** A job, with what it has stored. */
export interface DeployedJob {
  readonly name: string;
  readonly spec: StatisticsSpec;
  readonly states: readonly DeployedState[];
}

/**
 * Counts a partition twice, as jobs do and naively, and holds the states of deployed jobs against the naive count where
 * they stand. Errors are those of Kafka.
 */
export async function countAgain(
  kafka: KafkaReader,
  part: Part,
  spec: StatisticsSpec,
  jobs: readonly DeployedJob[],
  progress: () => void,
): Promise<CountedPart> {
  const { topic, partition, start, end, compacted } = part;
  const fold = new StatisticsFold(spec, topic);
  const state = fold.initial();
  const recounts = [...tablesOf(spec, topic)].map(([table, one]) => ({
    table,
    one,
    recount: new Recount(one, spec.events[topic]),
  }));
  const judges = jobs.flatMap((job) => {
    const own = job.states.find((stored) => stored.topic === topic && stored.partition === partition);
    return own === undefined ? [] : [{ job: job.name, own, recount: new PartitionRecount(job.spec, topic) }];
  });
  const samples = new Samples(spec, topic, partition);
  let records = 0;
  for await (const record of committedRecords(kafka, topic, partition, { from: start, to: end })) {
    fold.apply(state, partition, [record]);
    samples.take(record);
    for (const { recount } of recounts) recount.take(record);
    for (const { own, recount } of judges) if (covers(own, record.offset)) recount.take(record);
    records++;
    progress();
  }
  const found = recounts.flatMap(({ table, one, recount }) => {
    const counted = state.get(table);
    const figures = counted === undefined ? new Map<string, string>() : figuresOf(counted, one);
    return differences(figures, recount.figures()).map((difference) => ({ ...difference, table }));
  });
  return {
    ...part,
    records,
    tables: state,
    samples: samples.all,
    differences: found,
    judgements: judges.map(({ job, own, recount }) => ({ job, ...recount.judge(own, start, compacted) })),
  };
}

const covers = ({ offset, unread }: DeployedState, at: number) =>
  at < offset && !unread.some(({ from, to }) => from <= at && at < to);

/** Whether a job counts a topic as `spec` says: else their numbers are not the same by right. */
export const countsAlike = (spec: StatisticsSpec, job: StatisticsSpec, topic: string): boolean =>
  countingDigest(spec, topic) === countingDigest(job, topic);

/** The first event of every type. */
class Samples {
  readonly #reader: EventReader;
  readonly #lines: EventLines;
  readonly #place: Place;
  readonly #byType = new Map<string | undefined, Sample>();

  constructor(spec: StatisticsSpec, topic: string, partition: number) {
    const show = Object.assign({}, ...[...tablesOf(spec, topic).values()].map((table) => table.show));
    this.#reader = new EventReader(spec.events[topic]);
    this.#lines = new EventLines({ show }, spec.events[topic]);
    this.#place = { topic, partition };
  }

  get all(): readonly Sample[] {
    return [...this.#byType.values()];
  }

  take(record: RawRecord): void {
    if (this.#byType.size === MOST_SAMPLES) return;
    const reading = this.#reader.read(record);
    if (reading.kind !== 'event' || this.#byType.has(reading.event.type)) return;
    const sample = { ...this.#place, offset: record.offset, line: this.#lines.line(asWritten(reading.event)) };
    this.#byType.set(reading.event.type, sample);
  }
}
