import { committedRecords } from '../../clients/kafka/committed.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import type { RawRecord } from '../../clients/kafka/records.ts';
import type { Place, Range } from '../../streams/stored-state.ts';
import type { DeployedState } from '../deployed.ts';
import { type StatisticsSpec, tablesOf } from '../spec.ts';
import { type Difference, differences, figuresOf } from './figures.ts';
import { Recount } from './recount.ts';

/** What a recount of one partition says of a job's state of it. */
export interface Judgement extends Place {
  /** Next offset of the job. */
  readonly offset: number;
  /** Committed records before it, and those that are in the state. */
  readonly records: number;
  readonly counted: number;
  /** Where the two differ, with the entry of `statistics:`. */
  readonly differences: readonly (Difference & { readonly table: string })[];
  /** Offsets that were gone from the topic before the job could read them. */
  readonly unread: readonly Range[];
  /** Why it cannot be judged: records that the job has counted are no longer in the topic. */
  readonly unchecked?: string;
}

/** Recounts the records of one partition for every entry that reads its topic. */
export class PartitionRecount {
  readonly #recounts: readonly { readonly table: string; readonly recount: Recount }[];
  readonly #spec: StatisticsSpec;
  #records = 0;

  constructor(spec: StatisticsSpec, topic: string) {
    this.#spec = spec;
    this.#recounts = [...tablesOf(spec, topic)].map(([table, one]) => ({
      table,
      recount: new Recount(one, spec.events[topic]),
    }));
  }

  take(record: RawRecord): void {
    this.#records++;
    for (const { recount } of this.#recounts) recount.take(record);
  }

  /** Holds what was taken, every record from `start` to the state's offset, against the state. */
  judge(state: DeployedState, start: number, compacted: boolean): Judgement {
    const { topic, partition, offset, unread } = state;
    const judged = { topic, partition, offset, records: this.#records, counted: state.records, unread };
    const from = firstRead(unread);
    if (compacted)
      return { ...judged, differences: [], unchecked: 'compaction may have removed records that it counted' };
    if (from < start) {
      const unchecked = `the topic begins at offset ${start} now, and the job has counted from ${from} on`;
      return { ...judged, differences: [], unchecked };
    }
    const found = this.#recounts.flatMap(({ table, recount }) => {
      const [counted, spec] = [state.tables.get(table), this.#spec.tables[table]];
      const figures =
        counted === undefined || spec === undefined ? new Map<string, string>() : figuresOf(counted, spec);
      return differences(figures, recount.figures()).map((one) => ({ ...one, table }));
    });
    return { ...judged, differences: found };
  }
}

/** The first offset that a job could read, past what had gone before it began. */
const firstRead = (unread: readonly Range[]): number => (unread[0]?.from === 0 ? unread[0].to : 0);

/** Recounts what a state covers and judges it. Errors are those of Kafka. */
export async function judgeState(
  kafka: KafkaReader,
  spec: StatisticsSpec,
  state: DeployedState,
  compacted: boolean,
  progress: (records: number) => void,
): Promise<Judgement> {
  const { topic, partition, offset } = state;
  const { start } = await kafka.bounds(topic, partition);
  const recount = new PartitionRecount(spec, topic);
  for await (const record of committedRecords(kafka, topic, partition, { from: start, to: offset })) {
    if (isIn(state.unread, record.offset)) continue;
    recount.take(record);
    progress(1);
  }
  return recount.judge(state, start, compacted);
}

const isIn = (ranges: readonly Range[], offset: number) => ranges.some(({ from, to }) => from <= offset && offset < to);
