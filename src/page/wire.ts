/** What the page's server sends and its browser part shows. */
import type { LinePlot } from './wire/plot.ts';

/** Something that could not be read, in words. */
export interface Trouble {
  /** `Kafka Connect`, `the pipelines`, … */
  readonly about: string;
  readonly message: string;
  readonly hint?: string;
  /** ISO instant of what is shown instead; absent when nothing is. */
  readonly shownFrom?: string;
}

/** A connector or job: declared, deployed, or both. */
export interface Item {
  readonly name: string;
  /** null: not made by pipeline. */
  readonly pipeline: string | null;
  readonly role: 'source' | 'sink' | 'job';
  /** Its kind: `datagen`, `hdfs`, `alerts`, or the class of a plugin that is nobody's. */
  readonly what: string;
  /** As `status` says it; `not deployed`: declared only; `not known`: the cluster did not say. */
  readonly condition: string;
  readonly healthy: boolean;
  /** What is wrong, or what it waits for. */
  readonly words?: string;
  /** Of connectors. */
  readonly tasks?: { readonly running: number; readonly all: number };
  /** Records behind; null where there is none to tell. `atMost`: it is an upper bound. */
  readonly lag: number | null;
  readonly atMost?: true;
  readonly records: number | null;
  /** Per second. */
  readonly rate: number | null;
  readonly declared: boolean;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** What `apply` would change, counted. */
export interface Pending {
  /** ISO instant. */
  readonly time: string;
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly drift: number;
  readonly refusals: number;
}

/** The last proof of a sink that is known here. */
export interface Proven {
  /** ISO instant. */
  readonly time: string;
  /** null: it cannot be proven. */
  readonly ok: boolean | null;
  /** Nothing was wrong, and nothing was there. */
  readonly empty?: true;
  /** In one sentence. */
  readonly words: string;
}

export interface Overview {
  /** ISO instant. */
  readonly time: string;
  readonly cluster: string;
  /** Addresses; absent while the cluster is not known. */
  readonly connect?: string;
  readonly kafka?: string;
  readonly troubles: readonly Trouble[];
  readonly items: readonly Item[];
  /** absent: not compared yet, or a trouble tells why not. */
  readonly pending?: Pending;
  readonly proofs: Readonly<Record<string, Proven>>;
}

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

/** One hosted job in full. */
export interface JobPage {
  readonly name: string;
  readonly kind: string;
  readonly condition: string;
  readonly healthy: boolean;
  readonly words: readonly string[];
  readonly trace?: string;
  readonly host: string;
  readonly restarts: number;
  readonly time: string;
  readonly metrics: Readonly<Record<string, number>>;
  /** Topics. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Who takes part in its consumer groups, with the partitions that each has. */
  readonly members: readonly { readonly id: string; readonly host: string; readonly partitions: readonly string[] }[];
  readonly plots: readonly LinePlot[];
}

/** What went wrong with a request. */
export interface Problem {
  readonly error: { readonly message: string; readonly where?: string; readonly hint?: string };
}

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
  readonly partitions: readonly {
    readonly partition: number;
    readonly leader: number;
    readonly replicas: readonly number[];
    readonly inSync: readonly number[];
    readonly first: number;
    readonly end: number;
  }[];
  /** Those that are its own. */
  readonly settings: readonly { readonly name: string; readonly value: string }[];
}

/** Bytes that are no UTF-8 come as base64. */
export type Bytes = string | null | { readonly base64: string };

/** One record, as `consume -o json` prints it (docs/kafka.md). */
export interface Message {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: string | number;
  readonly key: Bytes;
  readonly value: Bytes;
  readonly headers: Readonly<Record<string, Bytes>>;
}

/** A record that was found. */
export interface FoundMessage {
  readonly message: Message;
  /** By the contract of its topic: its type and fields in one line. */
  readonly decoded?: string;
  /** Why it cannot be read by that contract. */
  readonly broken?: string;
}

/** A line of a search: a record that was found, or how far it is. */
export type SearchLine =
  | FoundMessage
  | { readonly looked: number; readonly of: number; readonly done: boolean }
  | Problem;

/** What a connector or job can be told from the page. `restart-failed`: only what failed. */
export const verbs = ['restart', 'restart-failed', 'pause', 'resume', 'stop'] as const;
export type Verb = (typeof verbs)[number];

/** What would be done: shown first, and done only as it was shown. */
export interface Intent {
  readonly verb: Verb;
  readonly name: string;
  /** What a write must bring: it stands for all that is told here, and for what it is about as it was then. */
  readonly seal: string;
  readonly sentences: readonly string[];
  /** The same by hand. */
  readonly command: string;
  /** Where it goes on from, as Connect keeps it; none of jobs. */
  readonly offsets: readonly OffsetRow[];
}

export interface OffsetRow {
  readonly partition: string;
  readonly offset: string;
}

/** How far something long is. */
export interface Progress {
  readonly words: string;
  readonly records?: number;
  readonly files?: number;
}

/** A line about something long: how far it is since when (ISO instants), or how it ended. */
export type WorkLine =
  | (Progress & { readonly since: string })
  | { readonly ended: string; readonly words: string }
  | ({ readonly ended: string } & Problem);

/** A link of a partition's chain of commits, as it lies in the store. */
export interface CommitRow {
  readonly topic: string;
  readonly partition: number;
  readonly seq: number;
  readonly kind: 'open' | 'commit' | 'reset' | 'retire';
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
}

/** Files of a sink that were asked for, newest first. */
export interface FilesPage {
  readonly found: number;
  readonly of: number;
  readonly files: readonly FileRow[];
}

/** The last rows of one file, as text, in its order. */
export interface RowsPage {
  readonly file: FileRow;
  readonly rows: readonly string[];
}
