import { printable } from '../../base/text/printable.ts';
import type { Post } from '../post.ts';
import type { Entry } from './ledger.ts';
import { NOT_SEEN } from './trouble.ts';

/** How a condition is said in a sentence about its subject. */
const said = (condition: string): string => (condition === NOT_SEEN ? 'cannot be looked at' : condition);

/** The begin of a condition, or its end where it is over and its begin was told. */
export function healthPost(pipeline: string, { condition, subject, detail, hint, since, until, told }: Entry): Post {
  const isEnd = told && until !== undefined;
  const key = `${pipeline}/${condition}/${subject}@${since}${isEnd ? '/ended' : ''}`;
  const text = isEnd
    ? `${subject}: no longer \`${said(condition)}\` (since ${since}, over at ${until})`
    : `${subject}: ${said(condition)}: ${detail}. ${hint} (since ${since})`;
  const health = { condition, subject, detail, hint, since, until: isEnd ? until : null };
  return { key, body: JSON.stringify({ text: printable(text), pipeline, key, health }) };
}
