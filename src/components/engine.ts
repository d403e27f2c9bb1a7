import type { Diagnostic } from '../base/errors.ts';
import type { JobRecord } from '../jobs/registry/jobs.ts';
import type { JobRunner } from '../jobs/runner.ts';
import type { Written } from '../jobs/written.ts';
import type { EngineWords } from '../language/engine-words.ts';
import type { ConnectorDeclaration, EventContract, JobDeclaration, TopicDeclaration } from '../language/model.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import type { StoredFiles } from './kind.ts';

/** A sink whose files a job reads; `stored` is absent where it keeps no list of them. */
export interface JobSink extends ConnectorDeclaration {
  readonly stored?: StoredFiles;
}

export interface EngineInput {
  readonly declaration: JobDeclaration;
  /** The declarations of the topics it reads and writes; one that only exists live has none. */
  readonly topics: ReadonlyMap<string, TopicDeclaration | undefined>;
  /** The sinks whose files it reads, in the order of `from`. */
  readonly sinks: readonly JobSink[];
  /** The contracts of the records in those files, as far as they are declared. */
  readonly stored: readonly EventContract[];
  readonly cluster: ClusterAddresses;
}

/**
 * One engine that jobs run on: everything the language and `compile` know about it. Adding one is adding a file that
 * exports one, and a line in `components/engines.ts`.
 */
export interface Engine extends EngineWords {
  /** How its jobs may run; `manual` ones end by themselves. */
  readonly runs: readonly JobDeclaration['run'][];
  /** What its jobs may read; paths are the engine's own to pass on (`work`). */
  readonly inputs: readonly ('topic' | 'sink' | 'path')[];
  /** Formats of the files of sinks that it reads. */
  readonly formats: readonly string[];
  /** The services that a deployed job needs; what is run by hand, or stopped, needs nothing of a cluster yet. */
  readonly needs: readonly string[];
  /** Rules that need no cluster. Pure. */
  lint(input: EngineInput): readonly Diagnostic[];
  /** What it must know beside inputs and outputs, as plain JSON. Pure; it travels through `_pipeline.jobs`. */
  work(input: EngineInput): Readonly<Record<string, unknown>>;
  /** What a run of a job writes and nobody else. */
  writes(job: Pick<JobRecord, 'name' | 'spec'>): Written;
  /** How its jobs are run, loaded when one is. */
  runner(): Promise<JobRunner>;
}
