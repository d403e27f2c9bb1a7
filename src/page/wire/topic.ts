export interface TopicRow {
  readonly name: string;
  readonly internal: boolean;
  readonly partitions: number;
  readonly replicas: number;
  /** An upper bound of records. */
  readonly offsets: number;
}

export interface TopicPage {
  readonly name: string;
  readonly offsets: number;
  /** Of all partitions on their leaders' disks; null where the brokers do not tell. */
  readonly bytes: number | null;
  readonly partitions: readonly {
    readonly partition: number;
    readonly leader: number;
    readonly replicas: readonly number[];
    readonly inSync: readonly number[];
    readonly first: number;
    readonly end: number;
    /** On its leader's disk; null where the broker does not tell. */
    readonly bytes: number | null;
  }[];
  /** Those that are its own. */
  readonly settings: readonly { readonly name: string; readonly value: string }[];
}

/** A consumer group of a topic. */
export interface Consumer {
  readonly group: string;
  /** `Stable`, `Empty`, `PreparingRebalance`, … */
  readonly state: string;
  /** Whose group it is, where that is known. */
  readonly owner?: { readonly role: 'connector' | 'job'; readonly name: string };
  readonly members: readonly { readonly id: string; readonly host: string; readonly partitions: readonly number[] }[];
  /** Where it has committed an offset. */
  readonly partitions: readonly {
    readonly partition: number;
    readonly position: number;
    /** Committed records behind; an upper bound where `exact` is false. */
    readonly lag: number;
    readonly exact: boolean;
  }[];
  /** Records behind over the last hour, all partitions together; `[milliseconds since the epoch, records]`. */
  readonly history: readonly (readonly [at: number, lag: number])[];
}

/** The consumer groups of a topic. */
export interface Consumers {
  readonly groups: readonly Consumer[];
  /** Groups of the cluster that may not be read: whether they read the topic is not known. */
  readonly unread: readonly { readonly group: string; readonly why: string }[];
}

/** Dead letters of one reason. */
export interface Reason {
  /** What it says, with `…` for the values that differ from record to record. */
  readonly words: string;
  readonly records: number;
  /** A text that the reasons of these have in common, to search for. */
  readonly search: string;
}

export interface Reasons {
  readonly reasons: readonly Reason[];
  /** Dead letters that were looked at: the newest. */
  readonly looked: number;
}
