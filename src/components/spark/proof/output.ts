import { joinPath, type Store } from '../../../store/store.ts';

/** The files that a streaming job of Spark writes from topics as they are, as verify sees them. */
export interface SparkOutput {
  /** Name of the job. */
  readonly name: string;
  readonly store: Store;
  /** The directory that holds one for each topic. */
  readonly root: string;
  readonly checkpoints: { readonly store: Store; readonly root: string };
  readonly topics: readonly string[];
  /** One of `rowReaders`. */
  readonly format: string;
}

export const directoryOf = ({ root }: SparkOutput, topic: string): string => joinPath(root, topic);
export const checkpointOf = ({ checkpoints }: SparkOutput, topic: string): string => joinPath(checkpoints.root, topic);
