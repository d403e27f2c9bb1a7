import type { ConnectorOffset, TaskStatus } from '../../clients/connect/model.ts';
import type { FoundTopics } from '../../clients/connect/topics-read.ts';
import type { Condition } from './health.ts';
import type { TaskReport } from './task-reports.ts';
import type { Waiting } from './waiting.ts';

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Next offset the sink will take; the log's start where it has none yet. */
  readonly position: number;
  /** Committed records from there to the end; an upper bound when `exact` is false. */
  readonly lag: number;
  readonly exact: boolean;
}

/** The last scheduled proof of what a sink or a job stores. */
export interface ProofReport {
  /** ISO instant. */
  readonly time: string;
  /** Seconds since then. */
  readonly age: number;
  /** null: it cannot be proven. */
  readonly ok: boolean | null;
  readonly deep: boolean;
  readonly records: number;
  /** The first thing that is wrong. */
  readonly finding?: string;
}

export interface ConnectorReport {
  readonly name: string;
  /** null: not made by pipeline. */
  readonly pipeline: string | null;
  readonly type: 'source' | 'sink' | 'unknown';
  readonly class: string;
  readonly condition: Condition;
  readonly healthy: boolean;
  readonly worker: string;
  readonly tasks: readonly TaskStatus[];
  /** Of sinks, sum of `partitions`; null where there is none to tell. */
  readonly lag: number | null;
  readonly partitions: readonly PartitionLag[];
  /** Why Kafka does not tell how far the sink is; `lag` is null and `partitions` empty then. */
  readonly lagUnknown?: string;
  /** What the tasks last reported; empty for connectors that are not ours. */
  readonly reports: readonly TaskReport[];
  /**
   * Made by a source or stored by a sink since its tasks started, and per second over the last minute; null where
   * nobody tells.
   */
  readonly records: number | null;
  readonly rate: number | null;
  /**
   * ISO instant of the last report of a task that runs and has not reported lately: what it said then may not hold any
   * more.
   */
  readonly silent?: string;
  /** Of a connector that is `waiting`. */
  readonly waiting?: Waiting;
  /** Of a sink that finds its topics by a pattern: those that it finds now. */
  readonly found?: FoundTopics;
  /** Why it failed, in one line. */
  readonly error?: string;
  /** Only of what a `verify:` proves. */
  readonly proof?: ProofReport;
  /** Why nobody may count on what it stores: its last proof failed, or is too old. */
  readonly notVerified?: string;
}

export interface JobReport {
  readonly name: string;
  readonly pipeline: string;
  readonly kind: string;
  /** `running`, `stopped`, `starting`, `failed`, `unknown`: no host has reported lately. */
  readonly condition: 'running' | 'stopped' | 'starting' | 'failed' | 'unknown';
  readonly healthy: boolean;
  readonly host: string;
  readonly restarts: number;
  /** ISO instant of the report; empty when there was none. */
  readonly time: string;
  readonly metrics: Readonly<Record<string, number>>;
  /** What it waits for, where it does. */
  readonly waits?: string;
  /** Why it failed; of one that is starting, why it did before. */
  readonly error?: string;
  /** As of a connector. */
  readonly proof?: ProofReport;
  readonly notVerified?: string;
}

/** `pipeline status -o json`: a documented interface (docs/status.md). */
export interface StatusReport {
  readonly version: 1;
  readonly cluster: string;
  /** Whether nothing is unhealthy. */
  readonly ok: boolean;
  readonly connectors: readonly ConnectorReport[];
  readonly jobs: readonly JobReport[];
}

/** `pipeline status NAME -o json`. */
export interface ConnectorDescription extends ConnectorReport {
  /** Secrets hidden. */
  readonly config: Readonly<Record<string, string>>;
  readonly offsets: readonly ConnectorOffset[];
}
