import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Context } from '../../base/context.ts';
import { InterruptedError, RefusedError } from '../../base/errors.ts';

/**
 * Asks before something is destroyed; `yes` answers in advance. `expected` is what must be typed. Throws RefusedError
 * for any other answer, for the end of the input, and without a terminal, where nobody could answer.
 */
export async function confirm(context: Context, question: string, yes: boolean, expected = 'yes'): Promise<void> {
  if (yes) return;
  if (context.input.isTTY !== true) {
    throw new RefusedError(`${question} Nobody is there to answer`, { hint: 'Add --yes to go ahead without asking.' });
  }
  const lines = createInterface({ input: context.input });
  context.messages.write(`${question} Type ${expected} to go ahead: `);
  try {
    const closed = once(lines, 'close', { signal: context.signal }).then(() => undefined);
    const answer = await Promise.race([lines.question('', { signal: context.signal }), closed]);
    if (answer === undefined) context.messages.write('\n');
    if (answer?.trim() !== expected) throw new RefusedError('Nothing was changed');
  } catch (error) {
    if (!context.signal.aborted) throw error;
    throw new InterruptedError('Nothing was changed', { cause: error });
  } finally {
    lines.close();
  }
}
