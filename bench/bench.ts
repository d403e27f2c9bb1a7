import type { Context } from '../src/base/context.ts';
import type { ClusterAddresses } from '../src/target/addresses.ts';
import { middle } from './statistics.ts';

/** One measured figure, with what was asked of it and how it compares with a peer measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Ours divided by the peer's, both of this run. */
  readonly ratio?: { readonly to: string; readonly value: number; readonly atLeast?: number };
}

export interface BenchContext {
  readonly context: Context;
  /** PIPELINE_HOME of the cluster that this run started. */
  readonly home: string;
  /** Only when `needs` says so. */
  readonly cluster?: ClusterAddresses;
}

/** One file `bench/NAME.bench.ts` exports one as `bench`. */
export interface Bench {
  readonly name: string;
  readonly needs: 'nothing' | 'cluster';
  /** Optional services of the cluster, as `up --with` knows them. */
  readonly services?: readonly string[];
  run(bench: BenchContext): Promise<readonly Figure[]>;
}

/** Another system that does the same work in the same run: a file `bench/peers/NAME.ts` exports one as `peer`. */
export interface SinkPeer {
  readonly name: string;
  /** Stores all records of the topic as typed Parquet below the directory of HDFS, so many times in one process. */
  store(what: PeerWork, bench: BenchContext): Promise<PeerRun>;
}

export interface PeerWork {
  readonly topic: string;
  readonly directory: string;
  /** What the records follow, as our sinks are told it. */
  readonly contract: string;
  readonly records: number;
  readonly times: number;
}

export interface Spent {
  readonly seconds: number;
  readonly processorSeconds: number;
}

export interface PeerRun {
  /** Each time by itself, without the process's start; the first finds it cold. */
  readonly batches: readonly Spent[];
  /** From the process's start to the end of the first time. */
  readonly whole: Spent;
  /** Largest resident size, in MiB. */
  readonly memory: number;
}

/** The middle one of `times` measurements, which follow each other. */
export async function median(times: number, measure: (time: number) => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let time = 0; time < times; time += 1) values.push(await measure(time));
  return middle(values);
}

/** Whether the figure is what was asked; undefined when nothing was. */
export function verdict({ value, atLeast, atMost, ratio }: Figure): boolean | undefined {
  const asked = [
    ...(atLeast === undefined ? [] : [value >= atLeast]),
    ...(atMost === undefined ? [] : [value <= atMost]),
    ...(ratio?.atLeast === undefined ? [] : [ratio.value >= ratio.atLeast]),
  ];
  return asked.length === 0 ? undefined : asked.every(Boolean);
}
