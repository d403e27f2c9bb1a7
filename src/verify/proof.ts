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
    | 'foreign-row'
    | 'broken-chain'
    | 'broken-ranges'
    | 'dead-letter-missing'
    | 'behind'
    | 'absent'
    | 'unreadable'
    | 'in-progress'
    | 'waiting'
    | 'lost'
    | 'unchecked';
  /**
   * False for what is only reported: `unchecked`, `in-progress`, `lost` that was allowed, a `foreign-file` that no
   * reader takes for data.
   */
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
  /** Reports of the same dead-lettered records beyond the first: harmless, but worth knowing. */
  readonly deadLetterRepeats: number;
  /** Records without value that the sink counted, and stored nothing of. */
  readonly tombstones: number;
  /** Records of files that were removed on purpose (`hdfs rm`, a retention). */
  readonly retired: number;
  /** Rows that are there but differ from their record; only `--deep` finds them. */
  readonly changed: number;
  /** Committed records after the sink's position. */
  readonly lag: number;
  /** What was covered. */
  readonly covered: OffsetRange;
  /** Offsets up to here were proven by an earlier run and not looked at again; `covered.from` when none were. */
  readonly provenBefore: number;
}

export interface SinkProof {
  readonly sink: string;
  /** null: this kind of sink cannot be proven. */
  readonly ok: boolean | null;
  readonly partitions: readonly PartitionProof[];
  readonly findings: readonly Finding[];
  readonly files: number;
  readonly bytes: number;
  /** Only of sinks that write to a database. */
  readonly tables?: number;
}

export interface JudgedSink extends SinkProof {
  /** Nothing is wrong, but there was not a single record to prove it by. */
  readonly empty: boolean;
}

/** Whether a proof says anything: without records nothing is proven. */
export function judged(proof: SinkProof): JudgedSink {
  const none = proof.partitions.every(({ records, stored, retired }) => records === 0 && stored === 0 && retired === 0);
  return { ...proof, empty: proof.ok === true && none };
}

/** The proof of a sink of which only this is known. */
export const nothingProven = (sink: string, ok: false | null, finding: Finding): SinkProof => ({
  sink,
  ok,
  partitions: [],
  findings: [finding],
  files: 0,
  bytes: 0,
});

/** `pipeline verify -o json`: a documented interface (docs/verify.md). */
export interface Proof {
  readonly version: 1;
  readonly ok: boolean;
  /** Of no sink a single record was there to prove. */
  readonly empty: boolean;
  readonly deep: boolean;
  readonly cluster: string;
  readonly sinks: readonly JudgedSink[];
}
