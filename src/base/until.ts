import type { Clock } from './context.ts';
import { together } from './together.ts';

const PAUSE = 500;
const HOUR = 3_600_000;

/**
 * Resolves when `signal` aborts, and keeps the process alive until then: a promise that only a listener settles does
 * not, and Node then ends with exit code 13.
 */
export async function untilAborted({ clock, signal }: Pick<Waiting, 'clock' | 'signal'>): Promise<void> {
  while (await pause(clock, HOUR, signal));
}

/** Resolves after `milliseconds`, with true, or with false at once when `signal` aborts. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(milliseconds, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

interface Waiting {
  readonly clock: Clock;
  /** Ends the waiting with an InterruptedError. */
  readonly signal: AbortSignal;
  /** Milliseconds, whatever a look takes. */
  readonly patience: number;
}

/** What `work` brings, or undefined when it is not done after `patience` ms; it is then told by its signal to stop. */
export async function within<T>(
  { clock, signal, patience }: Waiting,
  work: (ended: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const ended = new AbortController();
  const late = clock.sleep(Math.max(0, patience), AbortSignal.any([signal, ended.signal])).then(() => undefined);
  const done = work(ended.signal);
  try {
    return await Promise.race([done, late]);
  } finally {
    ended.abort();
    done.catch(() => undefined);
    late.catch(() => undefined);
  }
}

/**
 * Looks at `targets` again and again until none is open, or the patience has ended: then those that were open at the
 * last look that came to its end.
 */
export async function untilNoneIsOpen<T>(
  targets: readonly T[],
  isOpen: (target: T, ended: AbortSignal) => Promise<boolean>,
  waiting: Waiting,
  tell: (open: readonly T[]) => void,
): Promise<readonly T[]> {
  const { clock } = waiting;
  let open = targets;
  await within(waiting, async (ended) => {
    while (!ended.aborted) {
      const looks = await together(ended, (start) =>
        Promise.all(open.map((target) => start(async (until) => ({ target, still: await isOpen(target, until) })))),
      );
      if (ended.aborted) return;
      open = looks.filter(({ still }) => still).map(({ target }) => target);
      if (open.length === 0) return;
      tell(open);
      await clock.sleep(PAUSE, ended);
    }
  });
  return open;
}
