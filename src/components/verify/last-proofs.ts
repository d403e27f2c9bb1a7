import { instantOf } from '../../base/time.ts';
import { isRecord } from '../../base/values.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { latestValues } from '../../clients/kafka/latest.ts';
import { stateTopicOf } from '../../streams/names.ts';
import { isLastProof, type LastProof } from '../../verify/last-proof.ts';

/** When proofs are made; its record has the key `/`. */
export interface Schedule {
  readonly version: 1;
  /** Milliseconds. */
  readonly every: number;
  /** ISO instant of the last round, or since when there is a schedule. */
  readonly round: string;
}

/** What a job `PIPELINE.verify` keeps; the key of a proof's record is its `sink`. */
export interface LastProofs {
  readonly schedule?: Schedule;
  readonly proofs: readonly LastProof[];
}

const isSchedule = (value: unknown): value is Schedule =>
  isRecord(value) && value.version === 1 && typeof value.every === 'number' && instantOf(value.round) !== undefined;

/** The last proofs that `job` made; none where it has made none yet. */
export async function readLastProofs(kafka: RawKafka, job: string): Promise<LastProofs> {
  const kept = await latestValues(kafka, stateTopicOf(job), (value) => isLastProof(value) || isSchedule(value));
  const [schedule] = kept.filter(isSchedule);
  return { ...(schedule === undefined ? {} : { schedule }), proofs: kept.filter(isLastProof) };
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
