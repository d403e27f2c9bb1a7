import { timeReader } from '../base/event-time.ts';
import { instantOf } from '../base/time.ts';
import { member } from '../base/values.ts';
import type { RawRecord } from '../clients/kafka/records.ts';
import type { Field } from '../language/model.ts';
import { timeFormatOf } from '../language/stored-as.ts';
import { addCounted, type Contribution, type Counted, count, nothing, valuesIn } from './counted.ts';
import { digitsIn, type Event, type EventReader, numberIn, type Reading } from './read-event.ts';
import type { TableSpec } from './spec.ts';

/** The numbers of one entry of `statistics:`, of one partition or of several. */
export interface TableState {
  readonly all: Counted;
  /** Tombstones. */
  empty: number;
  /** Records that could not be counted, by reason. */
  readonly broken: Map<string, number>;
  /** By start, milliseconds since the epoch. */
  readonly windows: Map<number, Counted>;
  /** Windows that were given up for newer ones; none that begins before `horizon` is kept. */
  evicted: number;
  horizon: number;
  /** Events of windows that had been given up. */
  late: number;
  /** Different values in `all`, and in all windows: what `keys` bounds. */
  values: number;
  windowValues: number;
}

export const emptyTable = ({ count: fields, sum }: TableSpec): TableState => ({
  all: nothing(fields.length, Object.keys(sum).length),
  empty: 0,
  broken: new Map(),
  windows: new Map(),
  evicted: 0,
  horizon: Number.MIN_SAFE_INTEGER,
  late: 0,
  values: 0,
  windowValues: 0,
});

/** Counts the events of one topic for one entry. */
export class TableCounter {
  readonly #spec: TableSpec;
  readonly #reader: EventReader;
  readonly #times = new Map<Field, ReturnType<typeof timeReader>>();
  readonly #sums: readonly { readonly of: string; readonly type?: string }[];

  constructor(spec: TableSpec, reader: EventReader) {
    this.#spec = spec;
    this.#reader = reader;
    this.#sums = Object.values(spec.sum);
  }

  /** Takes what a record was read as. */
  take(state: TableState, reading: Reading, record: Pick<RawRecord, 'timestamp'>): void {
    if (reading.kind === 'empty') state.empty++;
    else if (reading.kind === 'broken') addBroken(state, reading.reason);
    else {
      const contribution = this.#contribution(reading.event);
      if (typeof contribution === 'string') addBroken(state, contribution);
      else this.#count(state, contribution, reading.event, record);
    }
  }

  #count(state: TableState, contribution: Contribution, event: Event, { timestamp }: Pick<RawRecord, 'timestamp'>) {
    const { keys, window, time } = this.#spec;
    const at = window === undefined ? 0 : time === undefined ? timestamp : this.#instant(event, time);
    if (at === undefined) {
      addBroken(state, `${time} is no time`);
      return;
    }
    state.values += count(state.all, contribution, keys - state.values);
    if (window !== undefined) this.#window(state, contribution, Math.floor(at / window) * window);
  }

  /** Milliseconds; a number since 1970 in the unit that the contract says. */
  #instant({ type, fields }: Event, time: string): number | undefined {
    const told = member(fields, time);
    const field = this.#reader.field(time, type);
    const format = timeFormatOf(field, undefined);
    if (field === undefined || format === undefined || !format.format.startsWith('epoch-')) return instantOf(told);
    const read = this.#times.get(field) ?? timeReader(format);
    this.#times.set(field, read);
    const instant = read(told);
    return instant === undefined ? undefined : instant.seconds * 1_000 + Math.floor(instant.micros / 1_000);
  }

  #window(state: TableState, contribution: Contribution, start: number): void {
    const { keys, count: fields, sum } = this.#spec;
    if (start < state.horizon) {
      state.late++;
      return;
    }
    const counted = state.windows.get(start) ?? nothing(fields.length, Object.keys(sum).length);
    // An empty window takes room too, or their number had no bound.
    if (!state.windows.has(start)) state.windowValues++;
    state.windows.set(start, counted);
    const room = state.windows.size > 1 ? Number.POSITIVE_INFINITY : keys - state.windowValues;
    state.windowValues += count(counted, contribution, room);
    while (state.windowValues > keys && state.windows.size > 1) this.#evict(state);
  }

  #evict(state: TableState): void {
    const oldest = [...state.windows.keys()].reduce((least, start) => Math.min(least, start));
    const counted = state.windows.get(oldest);
    state.windows.delete(oldest);
    state.windowValues -= 1 + (counted === undefined ? 0 : valuesIn(counted));
    state.horizon = oldest + (this.#spec.window ?? 0);
    state.evicted++;
  }

  /** What an event adds, or why it cannot be counted. */
  #contribution(event: Event): Contribution | string {
    const values: (string | undefined)[] = [];
    const { by } = this.#reader;
    for (const name of this.#spec.count) {
      const value = name === by ? event.type : member(event.fields, name);
      if (typeof value === 'string') values.push(value);
      else if (typeof value === 'number') values.push(digitsIn(value, event, name));
      else if (typeof value === 'boolean') values.push(String(value));
      else if (value !== undefined && value !== null) return `${name} is a list or an object`;
      else if (this.#reader.field(name, event.type)?.required) return `${name} is missing`;
      else values.push(undefined);
    }
    const sums = [];
    for (const { of, type } of this.#sums) {
      const applies = type === undefined || type === event.type;
      const value = applies ? member(event.fields, of) : undefined;
      const number =
        value === undefined || value === null ? undefined : numberIn(event, of, this.#reader.field(of, event.type));
      if (number === undefined && value !== undefined && value !== null) return `${of} is no number`;
      if (number === undefined && applies && this.#reader.field(of, event.type)?.required) return `${of} is missing`;
      sums.push(number);
    }
    return { values, sums };
  }
}

function addBroken({ broken }: TableState, reason: string): void {
  broken.set(reason, (broken.get(reason) ?? 0) + 1);
}

/** Adds up two partitions. */
export function addTable(state: TableState, more: TableState): void {
  addCounted(state.all, more.all);
  state.empty += more.empty;
  for (const [reason, times] of more.broken) state.broken.set(reason, (state.broken.get(reason) ?? 0) + times);
  for (const [start, counted] of more.windows) {
    const window = state.windows.get(start) ?? nothing(counted.fields.length, counted.sums.length);
    addCounted(window, counted);
    state.windows.set(start, window);
  }
  state.evicted += more.evicted;
  state.late += more.late;
  state.horizon = Math.max(state.horizon, more.horizon);
}

/** Events whose value found no room, of all fields. */
export const unnamed = ({ all }: TableState): number => all.fields.reduce((sum, { other }) => sum + other, 0);

export const brokenRecords = ({ broken }: TableState): number =>
  [...broken.values()].reduce((sum, times) => sum + times, 0);
