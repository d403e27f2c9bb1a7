import type { Context } from '../../base/context.ts';
import { pause } from '../../base/until.ts';
import type { Observation, Observe } from './observation.ts';

const INTERVAL = 10_000;

/** Looks at a pipeline every few seconds, for all channels together. */
export class Watch {
  /** The newest look. */
  latest: { readonly at: number; readonly observation: Observation } | undefined;
  readonly #pipeline: string;
  readonly #observe: Observe;

  constructor(pipeline: string, observe: Observe) {
    this.#pipeline = pipeline;
    this.#observe = observe;
  }

  /** Until `signal` aborts. */
  async run({ clock, signal }: Pick<Context, 'clock' | 'signal'>): Promise<void> {
    do {
      const observation = await this.#observe(this.#pipeline, signal);
      this.latest = { at: clock.now(), observation };
    } while (await pause(clock, INTERVAL, signal));
  }
}
