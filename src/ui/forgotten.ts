import { printable } from '../base/text/printable.ts';
import type { Forgotten } from '../recommender/log/forget.ts';

/** What is forgotten, and what is not. */
export function renderForgotten({ user, listGone, stays }: Forgotten): string {
  const list = listGone
    ? 'No list is written for the user any more.'
    : 'The list is taken away as soon as an instance runs.';
  const rest = stays.map(({ where, why }) => `  ${printable(where)}: ${printable(why)}\n`).join('');
  return (
    `Forgotten: ${printable(user)}. Events up to now count no more, also when the sources are read again. ${list}\n` +
    `What the user does from now on counts again. These stay:\n${rest}`
  );
}
