import type { EventContract } from '../../language/model.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
/** One JSON string, or one bracket, comma or colon, or a run of anything else. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^"{}[\],:\s]+/gs;

/**
 * The line that a JSON sink must have written for a value: its bytes, an alias replaced, and line breaks between the tokens of a
 * JSON text as spaces. Throws SyntaxError for a line break anywhere else: no line can hold such a value.
 */
export function expectedLine(value: Buffer, contract: EventContract | undefined): Buffer {
  const renamed = contract === undefined ? value : withoutAlias(value, contract);
  if (renamed.indexOf(LINE_FEED) < 0 && renamed.indexOf(CARRIAGE_RETURN) < 0) return renamed;
  // A JSON text holds no line break within a token, so whatever it parses has them between tokens only.
  JSON.parse(renamed.toString('utf8'));
  return Buffer.from(renamed.map((byte) => (byte === LINE_FEED || byte === CARRIAGE_RETURN ? SPACE : byte)));
}

function withoutAlias(value: Buffer, { by, aliases = {} }: EventContract): Buffer {
  if (by === undefined) return value;
  const mayHold = value.includes('\\') || Object.keys(aliases).some((alias) => value.includes(alias));
  if (!mayHold) return value;
  const text = value.toString('utf8');
  const at = memberValue(text, by);
  if (at === undefined) return value;
  const spelling: unknown = JSON.parse(text.slice(at.start, at.end));
  const type = typeof spelling === 'string' && Object.hasOwn(aliases, spelling) ? aliases[spelling] : undefined;
  if (type === undefined) return value;
  return Buffer.from(text.slice(0, at.start) + JSON.stringify(type) + text.slice(at.end));
}

/** Where the value of a top-level member stands in an object's text. */
function memberValue(text: string, name: string): { readonly start: number; readonly end: number } | undefined {
  let depth = 0;
  let key: string | undefined;
  let afterColon = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (depth === 1 && token === ',') afterColon = false;
    else if (depth === 1 && token === ':') afterColon = true;
    else if (depth === 1 && !afterColon) key = JSON.parse(token);
    else if (depth === 1 && key === name) return { start: index, end: index + token.length };
  }
  return undefined;
}
