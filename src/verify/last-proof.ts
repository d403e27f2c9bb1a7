import { instantOf } from '../base/time.ts';
import { isRecord } from '../base/values.ts';
import type { JudgedSink } from './proof.ts';

/** What the last proof of a sink, or of a job's output, came to. */
export interface LastProof {
  readonly version: 1;
  readonly sink: string;
  /** ISO instant of its end. */
  readonly time: string;
  /** null: it cannot be proven. */
  readonly ok: boolean | null;
  /** Whether every row was compared. */
  readonly deep: boolean;
  readonly records: number;
  /** The first finding that is a failure, with its place. */
  readonly finding?: string;
}

export const isLastProof = (value: unknown): value is LastProof =>
  isRecord(value) &&
  value.version === 1 &&
  typeof value.sink === 'string' &&
  instantOf(value.time) !== undefined &&
  (value.ok === null || typeof value.ok === 'boolean') &&
  typeof value.records === 'number' &&
  (value.finding === undefined || typeof value.finding === 'string');

/** What is kept of the proof of one sink. `time`: ISO instant. */
export function lastProofOf({ sink, ok, partitions, findings }: JudgedSink, deep: boolean, time: string): LastProof {
  const failure = findings.find((finding) => finding.failure);
  const at = [failure?.topic, failure?.partition].filter((part) => part !== undefined).join('-');
  const finding = failure && `${failure.kind}: ${at === '' ? '' : `${at}: `}${failure.message}`;
  const records = partitions.reduce((sum, partition) => sum + partition.records, 0);
  return { version: 1, sink, time, ok, deep, records, ...(finding === undefined ? {} : { finding }) };
}
