import { instantOf } from '../../base/time.ts';
import { isRecord } from '../../base/values.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { latestValues } from '../../clients/kafka/latest.ts';
import { stateTopicOf } from '../../streams/names.ts';
import type { JudgedSink } from '../../verify/proof.ts';

/** What the last scheduled proof of a sink, or of a job's output, came to; the key of its record is `sink`. */
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

/** When proofs are made; its record has the key `/`. */
export interface Schedule {
  readonly version: 1;
  /** Milliseconds. */
  readonly every: number;
  /** ISO instant of the last round, or since when there is a schedule. */
  readonly round: string;
}

/** What a job `PIPELINE.verify` keeps. */
export interface LastProofs {
  readonly schedule?: Schedule;
  readonly proofs: readonly LastProof[];
}

const isProof = (value: unknown): value is LastProof =>
  isRecord(value) &&
  value.version === 1 &&
  typeof value.sink === 'string' &&
  instantOf(value.time) !== undefined &&
  (value.ok === null || typeof value.ok === 'boolean') &&
  typeof value.records === 'number' &&
  (value.finding === undefined || typeof value.finding === 'string');

const isSchedule = (value: unknown): value is Schedule =>
  isRecord(value) && value.version === 1 && typeof value.every === 'number' && instantOf(value.round) !== undefined;

/** The last proofs that `job` made; none where it has made none yet. */
export async function readLastProofs(kafka: RawKafka, job: string): Promise<LastProofs> {
  const kept = await latestValues(kafka, stateTopicOf(job), (value) => isProof(value) || isSchedule(value));
  const [schedule] = kept.filter(isSchedule);
  return { ...(schedule === undefined ? {} : { schedule }), proofs: kept.filter(isProof) };
}

/** What is kept of the proof of one sink. `time`: ISO instant. */
export function lastProofOf({ sink, ok, partitions, findings }: JudgedSink, deep: boolean, time: string): LastProof {
  const failure = findings.find((finding) => finding.failure);
  const at = [failure?.topic, failure?.partition].filter((part) => part !== undefined).join('-');
  const finding = failure && `${failure.kind}: ${at === '' ? '' : `${at}: `}${failure.message}`;
  const records = partitions.reduce((sum, partition) => sum + partition.records, 0);
  return { version: 1, sink, time, ok, deep, records, ...(finding === undefined ? {} : { finding }) };
}

/** A proof that is older than so many rounds was not made when it was due. */
const LATE = 2;

/** Why nobody may count on a sink: its last proof failed, or is too old. `now`: milliseconds since 1970. */
export function whyNotVerified({ schedule, proofs }: LastProofs, sink: string, now: number): string | undefined {
  const proof = proofs.find((one) => one.sink === sink);
  if (proof?.ok === null) return undefined;
  if (proof?.ok === false) return `its proof of ${proof.time} failed: ${proof.finding ?? 'it names no finding'}`;
  if (schedule === undefined) return undefined;
  const last = proof?.time ?? schedule.round;
  if (now - (instantOf(last) ?? 0) <= LATE * schedule.every) return undefined;
  return proof === undefined ? `it was never proven, since ${last}` : `it was last proven at ${last}`;
}
