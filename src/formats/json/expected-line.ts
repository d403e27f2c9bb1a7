import type { EventContract } from '../../language/model.ts';
import { Misfit } from '../rows/canonical.ts';
import { ExactObject, parseExactly } from '../rows/exact-json.ts';
import { exactText } from '../rows/exact-text.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/**
 * The line that a JSON sink must have written for a value: its bytes. With a contract an alias is replaced, and line
 * breaks between the tokens of the JSON text are spaces. Throws SyntaxError or Misfit for any other line break: no line
 * can hold such a value.
 */
export function expectedLine(value: Buffer, contract: EventContract | undefined): Buffer {
  const renamed = contract === undefined ? value : withoutAlias(value, contract);
  if (renamed.indexOf(LINE_FEED) < 0 && renamed.indexOf(CARRIAGE_RETURN) < 0) return renamed;
  if (contract === undefined) throw new Misfit('holds a line break, and no line has its bytes');
  // A JSON text holds no line break within a token, so whatever it parses has them between tokens only.
  JSON.parse(exactText(renamed));
  return Buffer.from(renamed.map((byte) => (byte === LINE_FEED || byte === CARRIAGE_RETURN ? SPACE : byte)));
}

function withoutAlias(value: Buffer, { by, aliases = {} }: EventContract): Buffer {
  if (by === undefined) return value;
  const mayHold = value.includes('\\') || Object.keys(aliases).some((alias) => value.includes(alias));
  if (!mayHold) return value;
  const text = exactText(value);
  const event = parseExactly(text);
  const member = event instanceof ExactObject ? event.members.get(by) : undefined;
  const spelling = member?.value;
  const type = typeof spelling === 'string' && Object.hasOwn(aliases, spelling) ? aliases[spelling] : undefined;
  if (member === undefined || type === undefined) return value;
  return Buffer.from(text.slice(0, member.valueStart) + JSON.stringify(type) + text.slice(member.end));
}
