import type { LoggedEvent } from './logged-event.ts';

/** A source partition and how far it is decided. */
export interface SourcePosition {
  readonly topic: string;
  /**
   * Kafka's id of the topic, 32 hex digits: one that was deleted and created again has another; '' where none is known.
   */
  readonly id: string;
  readonly partition: number;
  /** Offsets below it are decided. */
  readonly to: number;
}

/** Offsets `[from, to)` of one source partition that a record of the log decides. */
export interface Coverage extends SourcePosition {
  readonly from: number;
}

export interface SourcedEvent extends LoggedEvent {
  /** Index into `coverage`: where it came from. */
  readonly source: number;
  readonly offset: number;
}

/** Events in the order that counts, and which source offsets they are all the events of. */
export interface EventsRecord {
  readonly kind: 'events';
  /** readingDigest of the spec that read the sources; records of another reading are not this recommender's. */
  readonly reading: string;
  readonly coverage: readonly Coverage[];
  readonly events: readonly SourcedEvent[];
  /** Offsets of events that could not be read, by source. */
  readonly broken: readonly (readonly [source: number, offset: number])[];
}

/**
 * From here on nothing is known of the user, and events before `sources` stay forgotten when the sources are read
 * again.
 */
export interface ForgetRecord {
  readonly kind: 'forget';
  readonly user: string;
  readonly sources: readonly SourcePosition[];
}

/** One record of the log. */
export type LogRecord = EventsRecord | ForgetRecord;
