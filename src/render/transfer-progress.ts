import type { Context } from '../context.ts';
import { printable } from './printable.ts';

const EVERY = 500;
const QUIET = 5_000;
const MEGABYTE = 1024 * 1024;

/** Says how much of `total` bytes has been copied: one redrawn line on a terminal, elsewhere a line every 5 s. */
export function transferProgress(
  what: string,
  total: number,
  { messages, clock }: Pick<Context, 'messages' | 'clock'>,
) {
  const every = messages.isTerminal ? EVERY : QUIET;
  let copied = 0;
  let drawn = false;
  let last = clock.now();
  return {
    bytes: (count: number) => {
      copied += count;
      if (clock.now() - last < every) return;
      last = clock.now();
      const text = `${printable(what)}: ${(copied / MEGABYTE).toFixed(1)} of ${(total / MEGABYTE).toFixed(1)} MiB …`;
      messages.write(messages.isTerminal ? `\r${text}` : `${text}\n`);
      drawn = messages.isTerminal;
    },
    end: () => {
      if (drawn) messages.write('\r\x1b[K');
    },
  };
}
