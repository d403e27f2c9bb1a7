import type { Clock } from '../base/context.ts';
import { RefusedError } from '../base/errors.ts';
import { pause } from '../base/until.ts';
import { problemOf } from './problem.ts';
import type { Progress, WorkLine } from './wire/work.ts';

/** Milliseconds between two lines that tell how far something is, at least. */
const TOLD_EVERY = 200;
/** Pieces of work of which the end is kept. */
const KEPT = 100;

/** What somebody started, and what goes on whether or not anybody looks. */
interface Work {
  latest: WorkLine;
  readonly listeners: Set<() => void>;
}

/** Long pieces of work by name: each runs once at a time, one after the other, and tells all who look how far it is. */
export class Works {
  readonly #clock: Clock;
  readonly #works = new Map<string, Work>();
  #before: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isRunning(name: string): boolean {
    const latest = this.#works.get(name)?.latest;
    return latest !== undefined && !('ended' in latest);
  }

  /** Begins `run`, which tells how far it is and returns what came of it. @throws RefusedError while it runs already */
  start(name: string, run: (tell: (progress: Progress) => void) => Promise<string>): void {
    if (this.isRunning(name)) throw new RefusedError('It is under way already');
    const since = this.#now();
    const work: Work = { latest: { since, words: 'It begins …' }, listeners: new Set() };
    const tell = (latest: WorkLine) => {
      work.latest = latest;
      for (const listener of work.listeners) listener();
    };
    this.#works.delete(name);
    this.#works.set(name, work);
    for (const oldest of this.#works.keys()) {
      if (this.#works.size <= KEPT || this.isRunning(oldest)) break;
      this.#works.delete(oldest);
    }
    this.#before = this.#before
      .then(() => run((progress) => tell({ since, ...progress })))
      .then(
        (words) => tell({ ended: this.#now(), words }),
        (error: unknown) => tell({ ended: this.#now(), error: problemOf(error) }),
      );
  }

  /** How far it is, until it has ended or `gone`; that it has ended where nothing of that name was started. */
  async *follow(name: string, gone: AbortSignal): AsyncGenerator<WorkLine> {
    const work = this.#works.get(name);
    if (work === undefined) {
      yield { ended: this.#now(), words: '' };
      return;
    }
    let wake = () => {};
    const listener = () => wake();
    gone.addEventListener('abort', listener, { once: true });
    work.listeners.add(listener);
    try {
      for (let told: WorkLine | undefined; !gone.aborted; ) {
        if (told !== work.latest) {
          told = work.latest;
          yield told;
          if ('ended' in told) return;
          await pause(this.#clock, TOLD_EVERY, gone);
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      work.listeners.delete(listener);
    }
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}
