/** Offsets `[from, to)` of one topic-partition. */
export interface OffsetRange {
  readonly from: number;
  readonly to: number;
}

/** One thing that is not as it must be (or could not be looked at), with its place. */
export interface Finding {
  readonly kind:
    | 'missing'
    | 'duplicate'
    | 'changed'
    | 'file-missing'
    | 'file-damaged'
    | 'foreign-file'
    | 'broken-chain'
    | 'dead-letter-missing'
    | 'lost'
    | 'unchecked';
  /** False for what is only reported: `unchecked`, `lost` that was allowed, `foreign-file`. */
  readonly failure: boolean;
  readonly message: string;
  readonly topic?: string;
  readonly partition?: number;
  readonly range?: OffsetRange;
  readonly file?: string;
}

export interface PartitionProof {
  readonly topic: string;
  readonly partition: number;
  /** Committed records of the topic in the covered offsets. */
  readonly records: number;
  readonly stored: number;
  readonly missing: number;
  readonly duplicates: number;
  readonly deadLettered: number;
  /** Committed records after the sink's position. */
  readonly lag: number;
  /** What was covered. */
  readonly covered: OffsetRange;
}

export interface SinkProof {
  readonly sink: string;
  /** null: this kind of sink cannot be proven. */
  readonly ok: boolean | null;
  readonly partitions: readonly PartitionProof[];
  readonly findings: readonly Finding[];
  readonly files: number;
  readonly bytes: number;
}

/** `pipeline verify -o json`: a documented interface (docs/verify.md). */
export interface Proof {
  readonly version: 1;
  readonly ok: boolean;
  readonly deep: boolean;
  readonly cluster: string;
  readonly sinks: readonly SinkProof[];
}
