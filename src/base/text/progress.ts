import type { Context } from '../context.ts';
import { printable } from './printable.ts';

const EVERY = 500;
const QUIET = 5_000;

/**
 * Says how far long work is: on a terminal in one line that is redrawn, elsewhere a line every 5 s. Who tells how far
 * it is can also be interrupted there: `show` throws the InterruptedError of Ctrl-C.
 */
export function progressLine({ messages, clock, signal }: Pick<Context, 'messages' | 'clock' | 'signal'>) {
  const every = messages.isTerminal ? EVERY : QUIET;
  let drawn = false;
  let last = clock.now();
  return {
    /** `text` is made only when it is its time. */
    show: (text: () => string) => {
      signal.throwIfAborted();
      if (clock.now() - last < every) return;
      last = clock.now();
      messages.write(messages.isTerminal ? `\r\x1b[K${printable(text())}` : `${printable(text())}\n`);
      drawn = messages.isTerminal;
    },
    /** Clears the line. */
    end: () => {
      if (drawn) messages.write('\r\x1b[K');
      drawn = false;
    },
  };
}
