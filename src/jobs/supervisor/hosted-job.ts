import { type ChildProcess, fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Clock } from '../../base/context.ts';
import type { JobRecord, JobStatus } from '../registry/jobs.ts';
import { isJobReport } from './report.ts';
import { Restarts } from './restarts.ts';

const GRACE = 20_000;
const TRACE_LINES = 12;

export interface Hosting {
  /** The script and arguments that run a job of this record in a process of its own. */
  command(job: JobRecord): { readonly script: string; readonly args: readonly string[] };
  readonly clock: Clock;
  /** One line of a job's own messages. */
  log(line: string): void;
  /** Called at every change of a status. */
  changed(job: HostedJob): void;
}

/** One job and its child process: started again after failures with growing pauses, stopped politely, then firmly. */
export class HostedJob {
  readonly record: JobRecord;
  readonly #hosting: Hosting;
  readonly #restarts = new Restarts();
  readonly #stopping = new AbortController();
  readonly #lives: Promise<void>;
  #state: 'STARTING' | 'RUNNING' | 'FAILED' | 'STOPPED' = 'STARTING';
  #metrics: JobStatus['metrics'] = {};
  #waits: string | undefined;
  #tail: string[] = [];
  /** What the former process said last. */
  #former: string[] = [];

  constructor(record: JobRecord, hosting: Hosting) {
    this.record = record;
    this.#hosting = hosting;
    this.#lives = record.state === 'stopped' ? Promise.resolve(this.#become('STOPPED')) : this.#live();
  }

  /** What `_pipeline.jobs.status` is told. */
  status(host: string): JobStatus {
    const { name, digest } = this.record;
    return {
      version: 1,
      name,
      digest,
      state: this.#state,
      host,
      restarts: this.#restarts.count,
      ...this.#trace(),
      ...(this.#waits !== undefined && { waits: this.#waits }),
      time: new Date(this.#hosting.clock.now()).toISOString(),
      metrics: this.#metrics,
    };
  }

  /** Why it failed; while it is started again, why it did before. */
  #trace(): Pick<JobStatus, 'trace'> {
    if (this.#state === 'FAILED') return { trace: this.#tail.join('\n') };
    return this.#state === 'STARTING' && this.#former.length > 0 ? { trace: this.#former.join('\n') } : {};
  }

  /** SIGTERM, and SIGKILL after 20 s; resolves when the process is gone. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#lives;
  }

  async #live(): Promise<void> {
    const { clock } = this.#hosting;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.#become('STARTING');
      const born = clock.now();
      await this.#one();
      this.#waits = undefined;
      this.#former = this.#tail;
      if (signal.aborted) break;
      this.#become('FAILED');
      const pause = this.#restarts.next(clock.now() - born);
      this.#hosting.log(`${this.record.name}: ended by itself; starting it again in ${pause / 1_000} s`);
      await clock.sleep(pause, signal).catch(() => {});
    }
    this.#become('STOPPED');
  }

  /** One life of the process, from its start to its end. */
  #one(): Promise<void> {
    const { script, args } = this.#hosting.command(this.record);
    this.#tail = [];
    this.#metrics = {};
    const child = fork(script, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const { signal } = this.#stopping;
    return new Promise((resolve) => {
      let kill: NodeJS.Timeout | undefined;
      const stop = () => {
        child.kill('SIGTERM');
        kill = setTimeout(() => child.kill('SIGKILL'), GRACE);
      };
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      const ended = () => {
        signal.removeEventListener('abort', stop);
        clearTimeout(kill);
        resolve();
      };
      child.on('message', (message) => this.#hear(message));
      child.on('error', (error) => {
        this.#keep(error.message);
        if (child.pid === undefined) ended();
      });
      child.on('close', ended);
      this.#listen(child);
    });
  }

  #listen({ stdout, stderr }: ChildProcess): void {
    const read = (stream: Readable | null) => {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) this.#keep(line);
      });
    };
    read(stdout);
    read(stderr);
  }

  #keep(line: string): void {
    this.#tail = [...this.#tail, line].slice(-TRACE_LINES);
    const named = `${this.record.name}: `;
    this.#hosting.log(line.startsWith(named) ? line : named + line);
  }

  #hear(message: unknown): void {
    if (!isJobReport(message)) return;
    const { state, metrics, waits } = message;
    this.#metrics = metrics;
    const told = state === this.#state && waits === this.#waits;
    if (waits !== undefined && waits !== this.#waits) this.#hosting.log(`${this.record.name}: ${waits}`);
    this.#waits = waits;
    if (!told) this.#become(state);
  }

  #become(state: 'STARTING' | 'RUNNING' | 'FAILED' | 'STOPPED'): void {
    this.#state = state;
    this.#hosting.changed(this);
  }
}
