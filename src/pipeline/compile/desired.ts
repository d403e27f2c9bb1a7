import type { ConnectorConfig } from '../../components/kind.ts';
import type {
  ConnectorDeclaration,
  JobDeclaration,
  Pointer,
  SourceMap,
  TopicDeclaration,
} from '../../language/model.ts';

interface Origin {
  readonly pipeline: string;
  readonly pointer: Pointer;
  readonly map: SourceMap;
}

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

/** What a supervisor hosts; travels through the compacted topic `_pipeline.jobs` (docs/jobs.md). */
export interface DesiredJob extends Origin {
  readonly name: string;
  /** `recommender`, or the engine of a job of `jobs:`. */
  readonly kind: string;
  /** `manual` ones are run by `pipeline jobs run`, and known to no cluster. */
  readonly run: 'streaming' | 'manual';
  readonly state: 'running' | 'stopped';
  readonly spec: Readonly<Record<string, unknown>>;
  /** SHA-256 of the canonical JSON of kind and spec. */
  readonly digest: string;
  /** Topics that it reads or writes and that must exist. */
  readonly topics: readonly string[];
  /** Of a job of `jobs:`. */
  readonly declaration?: JobDeclaration;
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
  /** Services of the cluster that these files need. */
  readonly needs: readonly string[];
}

/** Connect key that marks a connector as ours: `<pipeline> <digest of its other keys>`. */
export const MARK = 'pipeline.mark';
