/** A Connect configuration: flat, every value a string. */
export type ConnectorConfig = Readonly<Record<string, string>>;

export interface TaskStatus {
  readonly id: number;
  /** `RUNNING`, `FAILED`, `PAUSED`, `UNASSIGNED`, `RESTARTING`. */
  readonly state: string;
  readonly worker: string;
  readonly trace?: string;
}

/** One connector as `GET /connectors?expand=info` and `?expand=status` show it. */
export interface LiveConnector {
  readonly name: string;
  readonly type: 'source' | 'sink' | 'unknown';
  /** As stored: secrets are references, or masked by a proxy. */
  readonly config: ConnectorConfig;
  /** `RUNNING`, `PAUSED`, `STOPPED`, `FAILED`, `UNASSIGNED`, `RESTARTING`. */
  readonly state: string;
  readonly worker: string;
  readonly trace?: string;
  readonly tasks: readonly TaskStatus[];
}

export interface ConnectorOffset {
  readonly partition: Readonly<Record<string, unknown>>;
  /** null removes the offset. */
  readonly offset: Readonly<Record<string, unknown>> | null;
}

export interface Plugin {
  readonly class: string;
  readonly type: string;
  readonly version?: string;
}

export interface ConfigKey {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly default?: string;
  readonly importance?: string;
  readonly documentation?: string;
}

/** What a worker says about one key of a proposed configuration. */
export interface ConfigFinding {
  readonly key: string;
  readonly errors: readonly string[];
}
