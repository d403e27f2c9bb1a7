import { RefusedError } from '../base/errors.ts';
import { isRecord } from '../base/values.ts';
import type { Asked } from './answer.ts';

/** What a write brings to say what was shown. @throws RefusedError of one that brings nothing */
export function sealIn({ body }: Pick<Asked, 'body'>): string {
  if (isRecord(body) && typeof body.seal === 'string') return body.seal;
  throw new RefusedError('Nothing is written that was not shown first', { hint: 'Send the `seal` of what was shown.' });
}

/** Why what was shown is not done. */
export const changedSince = (what: string): RefusedError =>
  new RefusedError(`${what} has changed since this was shown; nothing was done`, { hint: 'Look at it again.' });
