import type { RawRecord } from '../clients/kafka/records.ts';
import type { Fold } from '../streams/fold.ts';
import { listOf, packCounted, recordOf, unpackCounted, whole } from './counted.ts';
import { EventReader } from './read-event.ts';
import { countingDigest, type StatisticsSpec, tablesOf } from './spec.ts';
import { brokenRecords, emptyTable, TableCounter, type TableState, unnamed } from './table.ts';

/** The numbers of one partition, by entry of `statistics:`. */
export type TopicState = ReadonlyMap<string, TableState>;

/** Counts the records of one topic for all entries that read it. */
export class StatisticsFold implements Fold<TopicState> {
  readonly digest: string;
  readonly #reader: EventReader;
  readonly #counters: readonly { readonly name: string; readonly counter: TableCounter }[];
  readonly #empty: () => TopicState;

  constructor(spec: StatisticsSpec, topic: string) {
    const tables = tablesOf(spec, topic);
    this.digest = countingDigest(spec, topic);
    this.#reader = new EventReader(spec.events[topic]);
    this.#counters = [...tables].map(([name, table]) => ({ name, counter: new TableCounter(table, this.#reader) }));
    this.#empty = () => new Map([...tables].map(([name, table]) => [name, emptyTable(table)]));
  }

  initial(): TopicState {
    return this.#empty();
  }

  apply(state: TopicState, _: number, records: readonly RawRecord[]): readonly [] {
    const tables = this.#counters.flatMap(({ name, counter }) => {
      const table = state.get(name);
      return table === undefined ? [] : [{ table, counter }];
    });
    for (const record of records) {
      const reading = this.#reader.read(record);
      for (const { table, counter } of tables) counter.take(table, reading, record);
    }
    return [];
  }

  encode(state: TopicState): Buffer {
    return Buffer.from(JSON.stringify(Object.fromEntries([...state].map(([name, table]) => [name, pack(table)]))));
  }

  decode(bytes: Buffer): TopicState {
    return decodeTopicState(bytes);
  }

  metrics(state: TopicState): Readonly<Record<string, number>> {
    const tables = [...state.values()];
    const sum = (of: (table: TableState) => number) => tables.reduce((total, table) => total + of(table), 0);
    return {
      broken: sum(brokenRecords),
      values: sum(({ values, windowValues }) => values + windowValues),
      unnamed: sum(unnamed),
      evicted: sum(({ evicted }) => evicted),
      late: sum(({ late }) => late),
    };
  }
}

/** What `encode` has written. Throws RangeError for anything else. */
export function decodeTopicState(bytes: Buffer): TopicState {
  let packed: unknown;
  try {
    packed = JSON.parse(bytes.toString());
  } catch (cause) {
    throw new RangeError('it is not JSON', { cause });
  }
  return new Map(Object.entries(recordOf(packed)).map(([name, table]) => [name, unpack(table)]));
}

const pack = ({ all, broken, windows, ...rest }: TableState): unknown => ({
  ...rest,
  all: packCounted(all),
  broken: [...broken],
  windows: [...windows].map(([start, counted]) => [start, packCounted(counted)]),
});

function unpack(packed: unknown): TableState {
  const { all, broken, windows, empty, evicted, horizon, late, values, windowValues } = recordOf(packed);
  return {
    all: unpackCounted(all),
    broken: new Map(listOf(broken).map((entry) => pairOf(entry, (reason) => String(reason), whole))),
    windows: new Map(listOf(windows).map((entry) => pairOf(entry, whole, unpackCounted))),
    empty: whole(empty),
    evicted: whole(evicted),
    horizon: whole(horizon),
    late: whole(late),
    values: whole(values),
    windowValues: whole(windowValues),
  };
}

function pairOf<K, V>(entry: unknown, key: (value: unknown) => K, value: (value: unknown) => V): readonly [K, V] {
  const [first, second] = listOf(entry);
  return [key(first), value(second)];
}
