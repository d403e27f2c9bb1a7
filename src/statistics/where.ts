import { UsageError } from '../base/errors.ts';
import { member } from '../base/values.ts';
import type { Event } from './read-event.ts';

const FORM = /^([^=<>!]+?)\s*(!=|>=|<=|=|>|<)\s*(.*)$/;

/** Whether an event is one that is asked for. */
export type Condition = (event: Event) => boolean;

/**
 * A condition on one field: `user_id=user1`, `price>500`. `=` and `!=` compare text, the others numbers; an event
 * without the field meets `!=` only. Throws UsageError for anything else.
 */
export function condition(text: string): Condition {
  const [, field = '', operator = '', wanted = ''] = FORM.exec(text) ?? [];
  const limit = Number(wanted);
  const ordered = operator !== '=' && operator !== '!=';
  if (field === '' || (ordered && (wanted.trim() === '' || Number.isNaN(limit)))) {
    throw new UsageError(`\`${text}\` is no condition`, {
      hint: 'Write FIELD=VALUE, FIELD!=VALUE, or FIELD with >, >=, < or <= and a number.',
    });
  }
  return ({ fields }) => {
    const value = member(fields, field);
    if (!ordered) return (value !== undefined && value !== null && String(value) === wanted) === (operator === '=');
    if (typeof value !== 'number') return false;
    if (operator === '>') return value > limit;
    if (operator === '>=') return value >= limit;
    return operator === '<' ? value < limit : value <= limit;
  };
}
