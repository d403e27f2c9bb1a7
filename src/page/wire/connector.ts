/** One key of a configuration, desired beside live. */
export interface KeyRow {
  readonly key: string;
  readonly desired?: string;
  readonly live?: string;
  /** Whether `apply` would change it, or somebody else did. */
  readonly differs: boolean;
}

export interface TaskRow {
  readonly id: number;
  readonly state: string;
  readonly worker: string;
  readonly trace?: string;
  /** What it reported of itself, a line for each matter. */
  readonly reported: readonly string[];
}

export interface PartitionRow {
  readonly topic: string;
  readonly partition: number;
  readonly position: number;
  readonly lag: number;
  readonly exact: boolean;
}

export interface OffsetRow {
  readonly partition: string;
  readonly offset: string;
}

/** One connector in full. Secrets are hidden. */
export interface ConnectorPage {
  readonly name: string;
  readonly type: string;
  readonly class: string;
  readonly worker: string;
  readonly condition: string;
  readonly healthy: boolean;
  readonly words: readonly string[];
  /** Of the connector itself. */
  readonly trace?: string;
  readonly tasks: readonly TaskRow[];
  readonly partitions: readonly PartitionRow[];
  /** As Connect keeps them, each as one text. */
  readonly offsets: readonly OffsetRow[];
  readonly config: readonly KeyRow[];
  readonly declared: boolean;
  readonly live: boolean;
}
