import { parse } from 'yaml';
import { entriesOf, isRecord } from '../base/values.ts';

/** `value` as a person writes it in one line of YAML: `{ type: string, enum: [open, closed] }`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (!isRecord(value)) return typeof value === 'string' ? scalarText(value) : JSON.stringify(value);
  const members = entriesOf(value).map(([key, member]) => `${scalarText(key)}: ${flowText(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Text is quoted where YAML would read something else. */
function scalarText(text: string): string {
  const isPlain = /^[A-Za-z_/$.][^,[\]{}#:"'`&*!|>%@\\\n]*$/.test(text) && text.trim() === text;
  return isPlain && parse(text) === text ? text : JSON.stringify(text);
}
