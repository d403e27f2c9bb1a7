import { isoTime } from '../base/time.ts';
import type { RawRecord } from '../clients/kafka/records.ts';
import { EventLines } from './line.ts';
import { asWritten, EventReader } from './read-event.ts';
import { type StatisticsSpec, tablesOf } from './spec.ts';
import { emptyTable, TableCounter, type TableState } from './table.ts';
import { type TableJson, tableJson } from './totals.ts';
import type { Condition } from './where.ts';

/** One record that is to be shown; `json` is documented in docs/statistics.md. */
interface Seen {
  readonly line: string;
  readonly broken: boolean;
  readonly json: unknown;
}

interface Watched {
  readonly topic: string;
  readonly partition: number;
  readonly record: RawRecord;
}

/** What is asked for: every condition, and one of the types where some are named. */
interface Asked {
  readonly types: readonly string[];
  readonly conditions: readonly Condition[];
}

/** Reads records one by one, for people to look at, and counts those that are asked for. */
export class Watcher {
  readonly #spec: StatisticsSpec;
  readonly #asked: Asked;
  readonly #topics: ReadonlyMap<string, ReturnType<typeof topicOf>>;
  readonly #states: ReadonlyMap<string, TableState>;
  readonly #block: number;
  #shown = 0;
  #told = 0;

  constructor(spec: StatisticsSpec, topics: readonly string[], asked: Asked) {
    this.#spec = spec;
    this.#asked = asked;
    this.#topics = new Map(topics.map((topic) => [topic, topicOf(spec, topic)]));
    this.#states = new Map(Object.entries(spec.tables).map(([name, table]) => [name, emptyTable(table)]));
    this.#block = Math.min(...Object.values(spec.tables).map(({ block }) => block));
  }

  /** Events shown so far. */
  get shown(): number {
    return this.#shown;
  }

  /** Whether it is time for the numbers again. */
  get isDue(): boolean {
    return this.hasNews && this.#shown % this.#block === 0;
  }

  /** Whether something was shown since the numbers were told. */
  get hasNews(): boolean {
    return this.#shown !== this.#told;
  }

  /** What to show of a record; undefined where nobody asks for it. Broken records are always shown. */
  take({ topic, partition, record }: Watched): Seen | undefined {
    const read = this.#topics.get(topic);
    if (read === undefined) return undefined;
    const reading = read.reader.read(record);
    const event = reading.kind === 'event' ? asWritten(reading.event) : undefined;
    if (event !== undefined && !this.#isAsked(event)) return undefined;
    for (const { name, counter } of read.counters) {
      const state = this.#states.get(name);
      if (state !== undefined) counter.take(state, reading, record);
    }
    const place = { topic, partition, offset: record.offset, time: isoTime(record.timestamp) };
    const where = `${topic}-${partition}@${record.offset}`;
    if (reading.kind === 'empty') {
      return { line: `${where}: a tombstone`, broken: false, json: { kind: 'tombstone', ...place } };
    }
    if (reading.kind === 'broken') {
      const { reason } = reading;
      const value = record.value?.toString() ?? null;
      return { line: `${where}: ${reason}: ${value}`, broken: true, json: { kind: 'broken', ...place, reason, value } };
    }
    this.#shown++;
    const { type, fields } = event ?? reading.event;
    const line = read.lines.line(event ?? reading.event);
    return {
      line,
      broken: false,
      json: { kind: 'event', ...place, ...(type === undefined ? {} : { type }), line, value: fields },
    };
  }

  /** The numbers up to now. */
  tables(): TableJson[] {
    this.#told = this.#shown;
    return Object.entries(this.#spec.tables).map(([name, table]) => {
      const state = this.#states.get(name);
      return tableJson(name, table, this.#spec.events, state === undefined ? [] : [state]);
    });
  }

  #isAsked(event: Parameters<Condition>[0]): boolean {
    const { types, conditions } = this.#asked;
    return (types.length === 0 || types.includes(event.type ?? '')) && conditions.every((meets) => meets(event));
  }
}

/** How records of one topic are read, shown and counted. */
function topicOf(spec: StatisticsSpec, topic: string) {
  const tables = [...tablesOf(spec, topic)];
  const contract = spec.events[topic];
  const reader = new EventReader(contract);
  const show = Object.assign({}, ...tables.map(([, table]) => table.show));
  return {
    reader,
    lines: new EventLines({ show }, contract),
    counters: tables.map(([name, table]) => ({ name, counter: new TableCounter(table, reader) })),
  };
}
