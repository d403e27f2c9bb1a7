import type { ConnectorConfig } from '../../clients/connect/model.ts';
import type { DesiredJob, Origin } from '../../jobs/desired-job.ts';
import type { CheckDeclaration, ConnectorDeclaration, TopicDeclaration } from '../../language/model.ts';

export interface DesiredTopic extends Origin {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
  readonly config: Readonly<Record<string, string>>;
  readonly declaration?: TopicDeclaration;
}

export interface DesiredConnector extends Origin {
  readonly name: string;
  readonly role: 'source' | 'sink';
  readonly kind: string;
  readonly state: 'running' | 'paused' | 'stopped';
  /** With the mark (`pipeline.mark`), without resolved secrets. */
  readonly config: ConnectorConfig;
  /** Connect keys that hold secrets; renderers mask them. */
  readonly secretKeys: readonly string[];
  readonly topics: readonly string[];
  readonly declaration: ConnectorDeclaration;
}

/** What the YAML files stand for on one cluster. Pure data, sorted by name. */
export interface DesiredState {
  readonly pipelines: readonly string[];
  readonly topics: readonly DesiredTopic[];
  readonly connectors: readonly DesiredConnector[];
  /** Those that are deployed. */
  readonly jobs: readonly DesiredJob[];
  /** Those that are run by hand. */
  readonly manualJobs: readonly DesiredJob[];
  /** What must be true of the result. */
  readonly checks: readonly CheckDeclaration[];
  /** Services of the cluster that these files need. */
  readonly needs: readonly string[];
}

/** Connect key that marks a connector as ours: `<its name> <digest of its other keys>`. */
export const MARK = 'pipeline.mark';
