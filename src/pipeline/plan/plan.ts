import type { Diagnostic, Location } from '../../base/errors.ts';
import type { ConnectorState } from '../../clients/connect/client.ts';
import type { ConnectorConfig } from '../../clients/connect/model.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';
import type { ContractEffect } from './contract-effects.ts';
import type { PatternMeaning } from './patterns.ts';

/** One key before and after; values are shown as they are printed: secrets are already hidden. */
export interface KeyChange {
  readonly key: string;
  /** Absent: the key is new. */
  readonly from?: string;
  /** Absent: the key goes. */
  readonly to?: string;
  /** Which records of a topic go for good when it is changed. */
  readonly loses?: string;
  /** Of a contract of a sink that writes files: what each changed field does. */
  readonly effects?: readonly ContractEffect[];
}

/** Where something is declared, and where those of its keys are that a person wrote. */
export interface Declared {
  readonly at: Location;
  readonly keys: Readonly<Record<string, Location>>;
}

interface AnyChange {
  readonly action: 'create' | 'update' | 'delete';
  readonly name: string;
  readonly pipeline: string;
  readonly keys: readonly KeyChange[];
}

export interface TopicChange extends AnyChange {
  readonly kind: 'topic';
  readonly action: 'create' | 'update';
  /** Absent: stays. */
  readonly partitions?: number;
  readonly replication: number;
  /** Only the settings to set; the others keep their values. */
  readonly config: Readonly<Record<string, string>>;
  readonly place?: Declared;
}

export interface ConnectorChange extends AnyChange {
  readonly kind: 'connector';
  readonly role: 'source' | 'sink';
  /** Present: to be written, whole. May hold what must not be printed. */
  readonly config?: ConnectorConfig;
  /** Present: the state to ask for. */
  readonly state?: ConnectorState;
  /** Absent of one that goes. */
  readonly place?: Declared;
}

export interface JobChange extends AnyChange {
  readonly kind: 'job';
  /** Absent: a tombstone. */
  readonly record?: JobRecord;
}

export type Change = TopicChange | ConnectorChange | JobChange;

/** Something in the cluster that is not as the last `apply` left it, or not declared any more. */
export interface Drift {
  readonly name: string;
  readonly kind: 'connector' | 'job';
  readonly why: 'changed-by-hand' | 'not-ours' | 'copied' | 'no-longer-declared';
  /** `from` what we wrote, `to` what is there; empty when it cannot be told. */
  readonly keys: readonly KeyChange[];
}

/** What `apply` would do, in the order it would do it. Versioned data: documented in docs/plan.md. */
export interface Plan {
  readonly version: 1;
  readonly cluster: {
    readonly name: string;
    readonly connect: string;
    readonly kafka: string;
    /** `up` starts its services. */
    readonly ours: boolean;
  };
  readonly prune: boolean;
  /** Digest of the live state this was computed from. */
  readonly live: string;
  readonly drift: readonly Drift[];
  readonly changes: readonly Change[];
  /** What the patterns of sinks mean now; absent where none has one. New topics are no change. */
  readonly patterns?: readonly PatternMeaning[];
  readonly summary: Summary;
  /** Why `apply` would refuse. */
  readonly refusals: readonly Diagnostic[];
  /** Services that the pipelines need and the cluster does not have: `apply` refuses. */
  readonly missingServices: readonly string[];
  /** What is declared, changed or not. */
  readonly scope: Scope;
}

/** The names a plan is about: what `live` covers and `apply` waits for. */
export interface Scope {
  readonly pipelines: readonly string[];
  /** Declared states by name. */
  readonly connectors: Readonly<Record<string, ConnectorState>>;
  readonly jobs: Readonly<Record<string, Pick<JobRecord, 'digest' | 'state'>>>;
  /** Declared settings by topic. */
  readonly topics: Readonly<Record<string, readonly string[]>>;
}

export interface Summary {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

export function summarize(changes: readonly Change[]): Summary {
  const count = (action: Change['action']) => changes.filter((change) => change.action === action).length;
  return { add: count('create'), change: count('update'), destroy: count('delete') };
}
