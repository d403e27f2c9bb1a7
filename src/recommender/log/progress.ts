/** What a learner knows beside the model: where it is, and what it met. Everything follows from the log's prefix. */
export interface Progress {
  /** Offset of the next log record. */
  readonly applied: number;
  /** Next offset of each source partition, by `topic partition`: everything before it has been decided. */
  readonly covered: ReadonlyMap<string, number>;
  /** Kafka's ids of the source topics. */
  readonly topics: ReadonlyMap<string, string>;
  readonly events: number;
  /** Events that came again, from a restarted or a second writer, and were dropped. */
  readonly duplicates: number;
  readonly broken: number;
  /**
   * By user: events of each source partition below these offsets are forgotten, also when the sources are read again.
   */
  readonly forgotten: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Before anything was learned. */
export const NOTHING: Progress = {
  applied: 0,
  covered: new Map(),
  topics: new Map(),
  events: 0,
  duplicates: 0,
  broken: 0,
  forgotten: new Map(),
};

export const sourceKey = (topic: string, partition: number): string => `${topic} ${partition}`;
