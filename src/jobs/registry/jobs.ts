import type { Admin } from 'kafkajs';
import { instantOf } from '../../base/time.ts';
import { isRecord } from '../../base/values.ts';
import { ensureTopics } from '../../clients/kafka/create-topics.ts';
import { latestValues, parsedJson } from '../../clients/kafka/latest.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import type { TopicWriter } from '../../clients/kafka/writer.ts';

export const JOBS = '_pipeline.jobs';
export const JOB_STATUS = '_pipeline.jobs.status';

/** What `_pipeline.jobs` holds of one job (docs/jobs.md). */
export interface JobRecord {
  readonly version: 1;
  readonly name: string;
  readonly pipeline: string;
  readonly kind: string;
  readonly state: 'running' | 'stopped';
  readonly digest: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What a host reports of a job to `_pipeline.jobs.status`. */
export interface JobStatus {
  readonly version: 1;
  readonly name: string;
  readonly digest: string;
  readonly state: string;
  readonly host: string;
  readonly restarts: number;
  /** Of one that failed, or is started again since. */
  readonly trace?: string;
  /** What a job waits for that is there and does nothing yet. */
  readonly waits?: string;
  /** ISO instant. */
  readonly time: string;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Hosts report every 5 s; one that was silent for so many milliseconds may be gone. */
const OLDEST = 20_000;

/** Whether the host still speaks for the job. `now`: milliseconds since the epoch. */
export function isFresh(status: JobStatus | undefined, now: number): status is JobStatus {
  return now - (instantOf(status?.time) ?? Number.NEGATIVE_INFINITY) <= OLDEST;
}

const texts = (value: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  keys.every((key) => typeof value[key] === 'string');

function isJob(value: unknown): value is JobRecord {
  return (
    isRecord(value) &&
    value.version === 1 &&
    texts(value, ['name', 'pipeline', 'kind', 'state', 'digest']) &&
    isRecord(value.spec)
  );
}

function isStatus(value: unknown): value is JobStatus {
  return (
    isRecord(value) &&
    value.version === 1 &&
    texts(value, ['name', 'digest', 'state', 'host', 'time']) &&
    (value.waits === undefined || typeof value.waits === 'string') &&
    isRecord(value.metrics)
  );
}

/** The job a value of `_pipeline.jobs` declares; undefined for what a later version wrote. */
export function jobOf(value: Buffer): JobRecord | undefined {
  const parsed = parsedJson(value.toString());
  return isJob(parsed) ? parsed : undefined;
}

/** The declared jobs of a cluster, read without a consumer group. Records of a later version are left to it. */
export function readJobs(kafka: KafkaReader): Promise<readonly JobRecord[]> {
  return latestValues(kafka, JOBS, isJob);
}

/** What hosts last reported of the jobs. */
export function readJobStatus(kafka: KafkaReader): Promise<readonly JobStatus[]> {
  return latestValues(kafka, JOB_STATUS, isStatus);
}

/** Creates the two topics of jobs where they are missing. */
export async function ensureJobTopics(admin: Admin, replication: number): Promise<void> {
  // Hosts report every few seconds, and only closed segments are compacted: small ones keep the topic at a few MB.
  const config = {
    'cleanup.policy': 'compact',
    'segment.bytes': String(2 ** 20),
    'segment.ms': '600000',
    'min.cleanable.dirty.ratio': '0.2',
    'delete.retention.ms': '60000',
  };
  await ensureTopics(
    admin,
    [JOBS, JOB_STATUS].map((name) => ({ name, partitions: 1, replication, config })),
  );
}

/** Declares a job, or ends it (`record` undefined). `writer` writes to `_pipeline.jobs`. */
export async function writeJob(writer: TopicWriter, name: string, record: JobRecord | undefined): Promise<void> {
  await writer.write([
    { key: Buffer.from(name), value: record === undefined ? null : Buffer.from(JSON.stringify(record)) },
  ]);
}
