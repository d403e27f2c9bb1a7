import type { Clock } from '../../base/context.ts';
import type { JobReport, ReportTo } from './report.ts';

/** So long after an interruption a job is taken to go on, also where no record comes. Milliseconds. */
const OVER = 60_000;

/**
 * The reports of a job that begins again when what it needs is away: they tell why until it has gone on, which a new
 * life alone does not mean, for it may wait for the same again.
 */
export class Interruption {
  readonly #report: ReportTo;
  readonly #clock: Pick<Clock, 'now'>;
  #why: string | undefined;
  #since = 0;
  #records = 0;

  constructor(report: ReportTo, clock: Pick<Clock, 'now'>) {
    this.#report = report;
    this.#clock = clock;
  }

  /** Tells that the job was interrupted. */
  begins(why: string): void {
    this.#why = why;
    this.#since = this.#clock.now();
    this.#report({ state: 'RUNNING', metrics: {}, waits: why });
  }

  /** Passes a report of the job on. */
  report(said: JobReport): void {
    const { records = 0 } = said.metrics;
    if (records > this.#records || this.#clock.now() - this.#since >= OVER) this.#why = undefined;
    this.#records = Math.max(this.#records, records);
    const why = this.#why;
    this.#report(why === undefined || said.waits !== undefined ? said : { ...said, waits: why });
  }
}
