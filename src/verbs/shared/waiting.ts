import type { Output } from '../../base/context.ts';
import { printable } from '../../base/text/printable.ts';

const most = 3;

/** Tells on `messages` what is still waited for, once for each time it changes. */
export function waitingLine(messages: Output): (waiting: readonly string[]) => void {
  let last = '';
  return (waiting) => {
    if (waiting.length === 0) return;
    const more = waiting.length > most ? ` and ${waiting.length - most} more` : '';
    const line = `Waiting for ${printable(waiting.slice(0, most).join(', '))}${more} …\n`;
    if (line !== last) messages.write(line);
    last = line;
  };
}
