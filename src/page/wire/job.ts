import type { LinePlot } from './plot.ts';

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
