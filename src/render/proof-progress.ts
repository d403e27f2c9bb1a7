import type { Context } from '../context.ts';
import { printable } from './printable.ts';

const EVERY = 500;
const QUIET = 5_000;

/** Says how far a proof is: on a terminal in one line that is redrawn, elsewhere a line every 5 s. */
export function proofProgress(sink: string, { messages, clock }: Pick<Context, 'messages' | 'clock'>) {
  const every = messages.isTerminal ? EVERY : QUIET;
  let records = 0;
  let files = 0;
  let drawn = false;
  let last = clock.now();
  const draw = () => {
    if (clock.now() - last < every) return;
    last = clock.now();
    const text = `Verifying ${printable(sink)}: ${records.toLocaleString('en-US')} records, ${files} files …`;
    messages.write(messages.isTerminal ? `\r${text}` : `${text}\n`);
    drawn = messages.isTerminal;
  };
  return {
    records: (count: number) => {
      records += count;
      draw();
    },
    files: (count: number) => {
      files += count;
      draw();
    },
    /** Clears the line. */
    end: () => {
      if (drawn) messages.write('\r\x1b[K');
    },
  };
}
