import type { Context } from '../base/context.ts';
import { pause } from '../base/until.ts';
import type { Post } from './post.ts';

const PATIENCE = 10_000;
const [FIRST_PAUSE, LONGEST_PAUSE] = [1_000, 60_000];
/** Answers that say no to this post, and not to the next one: too large, not understood. */
const REFUSALS = [400, 413, 415, 422];
const ATTEMPTS = 3;

/** What came of a post: it was taken, or refused for good; undefined when the signal came first. */
export type Outcome = 'taken' | 'refused' | undefined;

/**
 * Posts to one address, again and again with growing pauses until it is taken. `trouble` is told why it is not, without
 * the address, which is a secret.
 */
export class Poster {
  readonly #address: string;
  readonly #context: Pick<Context, 'clock' | 'signal'>;
  readonly #trouble: (reason: string | undefined) => void;

  constructor(
    address: string,
    context: Pick<Context, 'clock' | 'signal'>,
    trouble: (reason: string | undefined) => void,
  ) {
    this.#address = address;
    this.#context = context;
    this.#trouble = trouble;
  }

  async post(post: Post): Promise<Outcome> {
    const { clock, signal } = this.#context;
    let wait = FIRST_PAUSE;
    for (let attempt = 1; !signal.aborted; attempt++) {
      const answer = await this.#attempt(post);
      if (typeof answer === 'number' && answer >= 200 && answer < 300) {
        this.#trouble(undefined);
        return 'taken';
      }
      this.#trouble(typeof answer === 'number' ? `the webhook answers ${answer}` : answer);
      if (typeof answer === 'number' && REFUSALS.includes(answer) && attempt >= ATTEMPTS) return 'refused';
      await pause(clock, wait, signal);
      wait = Math.min(LONGEST_PAUSE, 2 * wait);
    }
    return undefined;
  }

  /** The status of the answer, or why there is none. */
  async #attempt({ key, body }: Post): Promise<number | string> {
    const signal = AbortSignal.any([this.#context.signal, AbortSignal.timeout(PATIENCE)]);
    const headers = { 'content-type': 'application/json', 'idempotency-key': encodeURI(key) };
    try {
      // A redirect would take the alert to where nobody meant it to go.
      const response = await fetch(this.#address, { method: 'POST', headers, body, signal, redirect: 'manual' });
      await response.body?.cancel();
      return response.status;
    } catch (error) {
      return `the webhook cannot be reached (${reasonOf(error)})`;
    }
  }
}

/** Only the code of an error of the network: its message may hold the address. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return error instanceof Error ? error.name : 'unknown';
}
