import type { Context } from '../base/context.ts';
import type { Diagnostic } from '../base/errors.ts';
import type { Values } from '../base/values.ts';
import type { JobRecord } from '../jobs/registry/jobs.ts';
import type { ReportTo } from '../jobs/supervisor/report.ts';
import type { Written } from '../jobs/written.ts';
import type { EventContract, SectionDeclaration, TopicDeclaration } from '../language/model.ts';
import type { SectionWords } from '../language/section-words.ts';
import type { Observe } from '../notify/health/observation.ts';
import type { Stores } from '../store/location.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import type { Proof } from '../verify/proof.ts';
import type { ProvableSink } from '../verify/provable.ts';

/** What a deployed job still knows of the section that declared it. */
export interface DeclaredSection {
  /** The section's words, but for `state`. */
  readonly words: Values;
  /** Contracts, by topic. */
  readonly events?: Readonly<Record<string, EventContract>>;
  /** Fields that are the keys of topics, by topic. */
  readonly keys?: Readonly<Record<string, string>>;
}

/** A section of a pipeline file that declares a hosted job: everything that the language and `compile` know of it. */
export interface HostedSection extends SectionWords {
  /** Rules about the section and the topics that are declared. `beside`: all sections of its pipeline. Pure. */
  lint(
    declaration: SectionDeclaration,
    topics: ReadonlyMap<string, TopicDeclaration>,
    beside: readonly SectionDeclaration[],
  ): readonly Diagnostic[];
  /** What the job must know, as plain JSON. Pure; it travels through `_pipeline.jobs`. */
  spec(
    declaration: SectionDeclaration,
    topics: ReadonlyMap<string, TopicDeclaration>,
    beside: readonly SectionDeclaration[],
  ): Readonly<Record<string, unknown>>;
  /** What `spec` was made of: the same comes of it again. Throws RefusedError for what this version cannot run. */
  declared(job: Pick<JobRecord, 'name' | 'spec'>): DeclaredSection;
}

/** Proves what a pipeline stores, as it runs; `deep`: every row. Errors are those of Connect, Kafka and the stores. */
export type Prove = (pipeline: string, deep: boolean, signal: AbortSignal) => Promise<Proof>;

/** What a job is run with. */
export interface HostedRuntime {
  readonly addresses: ClusterAddresses;
  readonly context: Context;
  /** Told how it is, every few seconds. */
  readonly report: ReportTo;
  /** Looks at a pipeline: what the verbs know of connectors and jobs stands above the components. */
  readonly observe: Observe;
  readonly prove: Prove;
}

/** The command of a kind that has `run`. */
export const hostedByJobs: HostedKind['command'] = (job) => ['jobs', 'host', job];

/** One kind of job that a host runs for as long as it is deployed: everything the tool knows of a deployed one. */
export interface HostedKind {
  /** `kind` of its records in `_pipeline.jobs`. */
  readonly name: string;
  /** The section of a pipeline file that declares one; absent where an entry of `jobs:` does. */
  readonly section?: HostedSection;
  /**
   * Arguments with which this tool runs the job as a process of its own. `listen`: where its HTTP server listens, when
   * it has one.
   */
  command(job: string, listen: readonly string[]): readonly string[];
  /** Runs the job in this process until the context's signal; absent where `command` starts something else. */
  run?(job: JobRecord, runtime: HostedRuntime): Promise<void>;
  /** Topics that the job reads or writes, and directories that are its alone. */
  uses(job: Pick<JobRecord, 'name' | 'spec'>): Written;
  /** Those of its topics that it reads; the others it writes. */
  reads(job: Pick<JobRecord, 'name' | 'spec'>): readonly string[];
  /** Consumer groups that hold its positions. */
  groups(job: string): readonly string[];
  /** Forgets what this machine keeps of the job. */
  forget?(context: Context, job: string): Promise<void>;
  /** How verify proves what the job stored; undefined where there is nothing to hold against the topics. */
  proof?(job: JobRecord, stores: Stores): Promise<ProvableSink | undefined>;
}
