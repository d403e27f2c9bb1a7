import type { JobRecord } from '../registry/jobs.ts';
import { HostedJob, type Hosting } from './hosted-job.ts';

/** Keeps the jobs that run the same as the jobs that are declared. */
export class Supervisor {
  readonly #hosting: Hosting;
  readonly #jobs = new Map<string, HostedJob>();
  #work: Promise<void> = Promise.resolve();

  constructor(hosting: Hosting) {
    this.#hosting = hosting;
  }

  get jobs(): readonly HostedJob[] {
    return [...this.#jobs.values()];
  }

  /** Starts, stops and replaces jobs until exactly `declared` is hosted; calls are worked off one after the other. */
  reconcile(declared: ReadonlyMap<string, JobRecord>): Promise<void> {
    const wanted = new Map(declared);
    this.#work = this.#work.then(async () => {
      const outdated = this.jobs.filter(({ record }) => !sameJob(record, wanted.get(record.name)));
      await Promise.all(outdated.map((job) => job.stop()));
      for (const { record } of outdated) this.#jobs.delete(record.name);
      for (const [name, record] of wanted) {
        if (!this.#jobs.has(name)) this.#jobs.set(name, new HostedJob(record, this.#hosting));
      }
    });
    return this.#work;
  }
}

function sameJob(running: JobRecord, declared: JobRecord | undefined): boolean {
  return declared !== undefined && declared.digest === running.digest && declared.state === running.state;
}
