import type { EventContract } from '../../language/model.ts';

/** A topic that a job reads. */
export interface TopicInput {
  readonly topic: string;
  readonly event?: EventContract;
}

/** A sink whose committed files a job reads. */
export interface SinkInput {
  /** `<pipeline>.<name>`. */
  readonly sink: string;
  readonly format: 'json' | 'parquet';
  /** By topic, as far as they are declared. */
  readonly events: Readonly<Record<string, EventContract>>;
}

/** `spec` of a job of `jobs:`, as it travels through `_pipeline.jobs`. */
export interface JobSpec {
  readonly from: readonly (TopicInput | SinkInput)[];
  /** `key`: the field that keys the topic. */
  readonly to?: { readonly topic: string; readonly key?: string };
  readonly files?: { readonly store: 'hdfs' | 'file'; readonly path: string; readonly format: 'parquet' | 'json' };
  /** The engine's own (`Engine.work`). */
  readonly work: Readonly<Record<string, unknown>>;
}

/** The directory in HDFS of the checkpoints of a streaming job, one for each of its queries. */
export const checkpointsOf = (job: string): string => `/pipeline/checkpoints/${job}`;
