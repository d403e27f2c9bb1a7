import type { Proven } from './overview.ts';

/** A link of a partition's chain of commits, as it lies in the store. */
export interface CommitRow {
  readonly topic: string;
  readonly partition: number;
  readonly seq: number;
  readonly kind: 'open' | 'commit' | 'reset' | 'retire' | 'compact' | 'replace' | 'retry' | 'restore';
  /** ISO instant. */
  readonly time: string;
  /** Offsets `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly records: number;
  readonly files: number;
  readonly bytes: number;
  readonly deadLettered: number;
  /** What the last proof says of its offsets: that they are as they should be, or what is not; absent: nothing yet. */
  readonly said?: { readonly ok: boolean; readonly words: string };
}

/** A file that counts. */
export interface FileRow {
  readonly topic: string;
  readonly partition: number;
  /** Below the sink's path. */
  readonly path: string;
  readonly records: number;
  readonly bytes: number;
  /** Offsets of its commit, `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

/** One thing that a proof found, in words with its place. */
export interface FindingRow {
  readonly kind: string;
  readonly failure: boolean;
  readonly place: string;
  readonly words: string;
  readonly file?: string;
}

/** What a proof says of one partition. Numbers are records. */
export interface ProvenRow {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
  readonly records: number;
  readonly stored: number;
  readonly missing: number;
  readonly duplicates: number;
  readonly changed: number;
  readonly deadLettered: number;
  readonly lag: number;
}

/** What a sink stored, and what the last proof made here says of it. */
export interface StoredPage {
  readonly name: string;
  /** `hdfs://…`, `s3://…`, `file://…`, `jdbc:postgresql://…`; absent where it is not known. */
  readonly place?: string;
  /** Whether a proof is under way. */
  readonly proving: boolean;
  /** The newest of all that are known. */
  readonly last?: Proven;
  /** The last that was made on this machine, in full. */
  readonly proof?: {
    /** ISO instant. */
    readonly time: string;
    readonly deep: boolean;
    readonly partitions: readonly ProvenRow[];
    readonly findings: readonly FindingRow[];
    /** Findings beyond those. */
    readonly more: number;
  };
  /** Absent of a sink that keeps no list of files. */
  readonly chain?: {
    readonly links: number;
    readonly files: number;
    readonly bytes: number;
    readonly records: number;
    /** The newest of each partition, newest first. */
    readonly newest: readonly CommitRow[];
    /** Where the chain contradicts itself. */
    readonly breaks: readonly string[];
  };
  /** Of a sink that fills tables. */
  readonly tables?: readonly TableRow[];
}

/** A table that a sink fills. */
export interface TableRow {
  readonly name: string;
  readonly topic: string;
  /** About how many; absent: the table is not there yet. */
  readonly rows?: number;
  readonly bytes?: number;
}

/** Files of a sink that were asked for, newest first. */
export interface FilesPage {
  readonly found: number;
  readonly of: number;
  readonly files: readonly FileRow[];
}

/** The last rows of one file, as text, in its order; or those of one table, by partition and offset. */
export interface RowsPage {
  /** Records and bytes of the file; a table has none of its own. */
  readonly of?: Pick<FileRow, 'records' | 'bytes'>;
  readonly rows: readonly string[];
}
