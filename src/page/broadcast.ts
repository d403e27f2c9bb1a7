import type { Clock } from '../base/context.ts';
import { pause } from '../base/until.ts';

/**
 * One poll for all viewers: while somebody listens, `read` is called again and again, and each listener is told what it
 * brought, as one text. Without listeners nothing is asked.
 */
export class Broadcast {
  readonly #read: () => Promise<string>;
  readonly #clock: Clock;
  readonly #interval: number;
  readonly #listeners = new Set<(text: string) => void>();
  #running: AbortController | undefined;
  #last: { readonly text: string; readonly at: number } | undefined;

  constructor(clock: Clock, interval: number, read: () => Promise<string>) {
    this.#clock = clock;
    this.#interval = interval;
    this.#read = read;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** What was read last, if that is at most `age` milliseconds ago. */
  known(age: number): string | undefined {
    const last = this.#last;
    return last !== undefined && this.#clock.now() - last.at <= age ? last.text : undefined;
  }

  /** Reads, and tells those who listen. */
  async refresh(): Promise<string> {
    const text = await this.#read();
    this.#last = { text, at: this.#clock.now() };
    for (const listener of this.#listeners) listener(text);
    return text;
  }

  /** What was read is not so any more. */
  forget(): void {
    this.#last = undefined;
  }

  /** What is read, as it comes, until `gone`. Who reads slowly is given the latest only. */
  async *listen(gone: AbortSignal): AsyncGenerator<string> {
    let latest: string | undefined;
    let wake = () => {};
    const listener = (text: string) => {
      latest = text;
      wake();
    };
    gone.addEventListener('abort', () => wake(), { once: true });
    this.#listeners.add(listener);
    this.#start();
    try {
      while (!gone.aborted) {
        if (latest === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        const text = latest;
        latest = undefined;
        yield text;
      }
    } finally {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#running?.abort();
        this.#running = undefined;
      }
    }
  }

  #start(): void {
    if (this.#running !== undefined) return;
    const running = new AbortController();
    this.#running = running;
    void (async () => {
      while (!running.signal.aborted) {
        await this.refresh();
        await pause(this.#clock, this.#interval, running.signal);
      }
    })();
  }
}
