import type { Context } from '../base/context.ts';
import { pause } from '../base/until.ts';
import { Limiter } from './limiter.ts';
import { summaryOf } from './message.ts';
import type { Notice, NoticeSource } from './notice.ts';
import type { Poster } from './poster.ts';
import type { Channel } from './spec.ts';

const WAIT = 200;

interface ChannelOptions {
  readonly pipeline: string;
  readonly channel: Channel;
  readonly sources: readonly NoticeSource[];
  readonly poster: Poster;
}

/** Tells what the sources of one channel bring, each at least once, in their order. */
export class ChannelWork {
  readonly #options: ChannelOptions;
  readonly #limiter: Limiter<Notice>;
  /** Notices that were told, alone or in a summary; and what the address refused for good. */
  told = 0;
  refused = 0;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.#limiter = new Limiter(options.channel.atMost);
  }

  /** Notices that wait for their summary. */
  get held(): number {
    return this.#limiter.holding;
  }

  /** Until `signal` aborts. Errors of Kafka pass: what was written down says where to go on. */
  async run({ clock, signal }: Pick<Context, 'clock' | 'signal'>): Promise<void> {
    const { sources } = this.#options;
    const waits = sources.some((source) => source.waits);
    while (!signal.aborted) {
      for (const source of sources) {
        for (const notice of await source.next()) {
          if (signal.aborted) return;
          if (this.#limiter.admits(notice, clock.now())) await this.#tell([notice]);
        }
      }
      const due = this.#limiter.due(clock.now());
      if (due.length > 0) await this.#tell(due);
      if (!waits) await pause(clock, WAIT, signal);
    }
  }

  /** Posts one notice or a summary, and has it written down. */
  async #tell(some: readonly Notice[]): Promise<void> {
    const { pipeline, poster } = this.#options;
    const [first] = some;
    if (first === undefined) return;
    const outcome = await poster.post(some.length === 1 ? first.post : summaryOf(pipeline, some));
    if (outcome === undefined) return;
    if (outcome === 'taken') this.told += some.length;
    else this.refused += some.length;
    for (const [source, own] of Map.groupBy(some, (notice) => notice.source)) {
      await source.told(own.map(({ place }) => place));
    }
  }
}
