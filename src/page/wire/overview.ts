import type { Trouble } from './problem.ts';

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
  /** The cluster is read, and what is known of it is old or nothing. ISO instants. */
  readonly reading?: { readonly since: string; readonly shownFrom?: string };
  readonly troubles: readonly Trouble[];
  readonly items: readonly Item[];
  /** absent: not compared yet, or a trouble tells why not. */
  readonly pending?: Pending;
  readonly proofs: Readonly<Record<string, Proven>>;
}
