import type { Readable } from 'node:stream';

/** A place text or bytes go to. `columns` is undefined when it is not a terminal. */
export interface Output {
  write(data: string | Uint8Array): void;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  /** Whether colours may be used here (terminal, and NO_COLOR unset). */
  readonly colour: boolean;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `milliseconds`; rejects with InterruptedError when `signal` aborts first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Everything of the outside world a verb may touch, passed in so that tests can stand in for it. */
export interface Context {
  /** Data: what a user pipes into another program. */
  readonly output: Output;
  /** Messages, progress and errors. */
  readonly messages: Output;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The working directory: relative paths and `.pipeline/` are under it. */
  readonly directory: string;
  readonly clock: Clock;
  /** Aborted at the first Ctrl-C or SIGTERM, with an InterruptedError as its reason. */
  readonly signal: AbortSignal;
}

/** Options that every verb takes. */
export interface GlobalOptions {
  readonly cluster: string;
  readonly output: 'text' | 'json';
  /** `--var NAME=VALUE`, repeated. */
  readonly var: Readonly<Record<string, string>>;
  readonly insecure: boolean;
}
