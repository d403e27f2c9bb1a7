import type { LoggedEvent } from './event.ts';

/** Offsets `[from, to)` of one source partition that a record of the log decides. */
export interface Coverage {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

export interface SourcedEvent extends LoggedEvent {
  /** Index into `coverage`: where it came from. */
  readonly source: number;
  readonly offset: number;
}

/** One record of the log: events in the order that counts, and which source offsets they are all the events of. */
export interface LogRecord {
  /** readingDigest of the spec that read the sources; records of another reading are not this recommender's. */
  readonly reading: string;
  readonly coverage: readonly Coverage[];
  readonly events: readonly SourcedEvent[];
  /** Offsets of events that could not be read, by source. */
  readonly broken: readonly (readonly [source: number, offset: number])[];
}

/** Packed: arrays instead of objects, since every event passes here twice. */
type Packed = {
  readonly v: 1;
  readonly reading: string;
  readonly coverage: readonly (readonly [topic: string, partition: number, from: number, to: number])[];
  readonly events: readonly (readonly [number, number, string, string, string, number | null, number])[];
  readonly broken: LogRecord['broken'];
};

export function packLogRecord({ reading, coverage, events, broken }: LogRecord): Buffer {
  const packed: Packed = {
    v: 1,
    reading,
    coverage: coverage.map(({ topic, partition, from, to }) => [topic, partition, from, to]),
    events: events.map((event) => [
      event.source,
      event.offset,
      event.user,
      event.item,
      event.type,
      event.rating,
      event.time,
    ]),
    broken,
  };
  return Buffer.from(JSON.stringify(packed));
}

function isPacked(value: unknown): value is Packed {
  return (
    typeof value === 'object' &&
    value !== null &&
    'v' in value &&
    value.v === 1 &&
    'reading' in value &&
    'coverage' in value &&
    Array.isArray(value.coverage) &&
    'events' in value &&
    Array.isArray(value.events) &&
    'broken' in value &&
    Array.isArray(value.broken)
  );
}

/** Undefined for what no recommender wrote. */
export function unpackLogRecord(value: Buffer | null): LogRecord | undefined {
  if (value === null) return undefined;
  let packed: unknown;
  try {
    packed = JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
  if (!isPacked(packed)) return undefined;
  return {
    reading: packed.reading,
    coverage: packed.coverage.map(([topic, partition, from, to]) => ({ topic, partition, from, to })),
    events: packed.events.map(([source, offset, user, item, type, rating, time]) => ({
      source,
      offset,
      user,
      item,
      type,
      rating,
      time,
    })),
    broken: packed.broken,
  };
}
