import type { JobDeclaration, Pointer, SourceMap } from '../language/model.ts';

/** Where in the files something is declared. */
export interface Origin {
  readonly pipeline: string;
  readonly pointer: Pointer;
  readonly map: SourceMap;
}

/** What a supervisor hosts; travels through the compacted topic `_pipeline.jobs` (docs/jobs.md). */
export interface DesiredJob extends Origin {
  readonly name: string;
  /** The section that declares it, or the engine of a job of `jobs:`. */
  readonly kind: string;
  /** `manual` ones are run by `pipeline jobs run`, and known to no cluster. */
  readonly run: 'streaming' | 'manual';
  readonly state: 'running' | 'stopped';
  readonly spec: Readonly<Record<string, unknown>>;
  /** SHA-256 of the canonical JSON of kind and spec. */
  readonly digest: string;
  /** Topics that it reads or writes and that must exist. */
  readonly topics: readonly string[];
  /** Of a job of `jobs:`. */
  readonly declaration?: JobDeclaration;
}
