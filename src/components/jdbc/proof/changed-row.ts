import { Misfit } from '../../../formats/rows/canonical.ts';
import { ExactObject, parseExactly } from '../../../formats/rows/exact-json.ts';
import { exactText } from '../../../formats/rows/exact-text.ts';
import type { EventContract } from '../../../language/model.ts';

/** A record, as far as a row depends on it; without value it takes the row of its key away. */
export interface RowRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** What a record says of a row. Throws Misfit or SyntaxError where it can say nothing. */
export type AsRow = (record: RowRecord) => RowRecord;

/**
 * How records say what became of a row: by themselves, or, where they are changes (docs/event-contract.md), by the row
 * after the change or by the one that is gone.
 */
export function asRowOf(contract: EventContract | undefined): AsRow {
  if (contract?.change === undefined) return ({ key, value }) => ({ key, value });
  const inside = contract.fields.op === undefined ? payload : (text: string) => text;
  return ({ key, value }) => {
    if (value === null) return { key: key === null ? null : Buffer.from(inside(exactText(key))), value };
    const event = objectOf(inside(exactText(value)));
    if (event.get('op') === 'd') return { key: Buffer.from(part(event, 'before')), value: null };
    return { key, value: Buffer.from(part(event, 'after')) };
  };
}

const payload = (text: string): string => part(objectOf(text), 'payload');

function objectOf(text: string): ExactObject {
  const read = parseExactly(text);
  if (!(read instanceof ExactObject)) throw new Misfit('is no object');
  return read;
}

/** The text of an object that stands in another. */
function part(event: ExactObject, name: string): string {
  const member = event.members.get(name);
  if (!(member?.value instanceof ExactObject)) throw new Misfit(`${name} is no object`);
  return event.text.slice(member.valueStart, member.end);
}
