import type { Context } from '../base/context.ts';
import type { Diagnostic } from '../base/errors.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import type { DesiredJob } from './desired-job.ts';
import type { RunnableJob, SinkInput } from './spec.ts';
import type { ReportTo } from './supervisor/report.ts';

/** One committed file of a sink, as engines open it. */
export interface ManifestFile {
  /** `hdfs://…`, `s3a://…`, `file://…`. */
  readonly uri: string;
  readonly topic: string;
  readonly partition: number;
  /** Offset after those that its commit decided. */
  readonly end: number;
  readonly records: number;
  readonly bytes: number;
}

/** What runs of a job may touch. */
export interface JobSite {
  readonly context: Context;
  readonly cluster: ClusterAddresses;
  /** The files that a sink has committed: what `pipeline files SINK` prints. */
  manifest(input: SinkInput): Promise<readonly ManifestFile[]>;
  /** Whether these topics exist; the names of those that do not. */
  missingTopics(topics: readonly string[]): Promise<readonly string[]>;
  /** Kafka's records as they are. */
  records(): Promise<RawKafka>;
  /** The file that the engine's own log is appended to. */
  readonly log: string;
  /** Says in a few words how far it is. */
  progress(text: string): void;
}

/** What a run that ended has to tell; kept in its record and printed. */
export type JobResult = Readonly<Record<string, unknown>>;

/** How jobs of one engine are run. Errors are PipelineErrors whose message is the reason in one sentence. */
export interface JobRunner {
  /** Runs a job to its end. */
  run(job: RunnableJob, site: JobSite): Promise<JobResult>;
  /** Runs a streaming job until the context's signal. */
  host?(job: RunnableJob, site: JobSite, report: ReportTo): Promise<void>;
  /** What the engine itself says about jobs before they run, with places in the YAML or the files it names. */
  check?(jobs: readonly DesiredJob[], site: Pick<JobSite, 'context' | 'cluster'>): Promise<readonly Diagnostic[]>;
  /** The lines that a person reads about a result. */
  render(result: JobResult): string;
}
