/** A place in a text file, 1-based; `endColumn` is exclusive. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The line itself as it may be shown: what are likely secrets in it is masked. */
  readonly text?: string;
}

/** One mistake in a YAML file: where it is, what is wrong, how to mend it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable rule name such as `unknown-key`; documented in docs/errors.md. */
  readonly rule: string;
  readonly message: string;
  readonly at: Location;
  readonly hint?: string;
  /** A second place that belongs to the mistake, e.g. the other of two declarations. */
  readonly related?: { readonly at: Location; readonly message: string };
}

/** Exit codes of every verb; documented in docs/exit-codes.md. */
export const ExitCode = {
  fine: 0,
  failed: 1,
  changesPending: 2,
  notHealthy: 3,
  usage: 64,
  badYaml: 78,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export interface ErrorDetails {
  /** What it happened to: `connector evenements.lac`, `clicks-0`, an address. */
  readonly where?: string;
  /** How to mend it, one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Root of every error a user may see: what happened, where, how to mend it. */
export abstract class PipelineError extends Error {
  /** Stable, machine-readable name; appears in `-o json`. */
  abstract readonly code: string;
  readonly exitCode: ExitCode = ExitCode.failed;
  readonly where: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.where = details.where;
    this.hint = details.hint;
  }
}

/** The command line itself is wrong: unknown flag, missing argument, a value of the wrong form. */
export class UsageError extends PipelineError {
  readonly code = 'usage';
  override readonly exitCode = ExitCode.usage;
}

/** One or more mistakes in YAML files, all of them at once. */
export class LanguageError extends PipelineError {
  readonly code: string = 'bad-yaml';
  override readonly exitCode: ExitCode = ExitCode.badYaml;
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
    super(errors === 1 ? '1 mistake found' : `${errors} mistakes found`);
    this.diagnostics = diagnostics;
  }
}

/** A service (Connect, Kafka, HDFS, S3) could not be reached or did not answer in time. */
export class UnreachableError extends PipelineError {
  readonly code = 'unreachable';
}

/** A service answered, and the answer is no. */
export class ServiceError extends PipelineError {
  readonly code: string = 'service';
}

/** The tool itself refuses before it changes anything: a missing need, a held lock, no `--yes`, a stale plan. */
export class RefusedError extends PipelineError {
  readonly code = 'refused';
}

/** The embedded cluster or the machine under it: a missing JDK, a port, a process that died. */
export class ClusterError extends PipelineError {
  readonly code = 'cluster';
}

/** Something runs, but not well: a failed task, zero tasks, a timeout while waiting for health. */
export class UnhealthyError extends PipelineError {
  readonly code = 'unhealthy';
  override readonly exitCode = ExitCode.notHealthy;
}

/** Ctrl-C or SIGTERM ended the command before its work was done. */
export class InterruptedError extends PipelineError {
  readonly code = 'interrupted';
  override readonly exitCode = ExitCode.interrupted;
}
