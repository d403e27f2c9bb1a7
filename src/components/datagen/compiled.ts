import { parseDuration } from '../../base/units.ts';
import { entriesOf, isRecord } from '../../base/values.ts';
import { literalJson } from '../../clients/connect/literal-json.ts';

/** The hints of `fields:` as the connector reads them: one line of canonical JSON, durations in milliseconds. */
export function compiledFields(fields: unknown): string {
  return literalJson(compiledMembers(fields));
}

const compiledMembers = (hints: unknown) =>
  Object.fromEntries(entriesOf(hints).map(([name, hint]) => [name, compiledHint(hint)]));

function compiledHint(hint: unknown): unknown {
  if (!isRecord(hint)) return hint;
  if (hint.by !== undefined) return compiledMembers(hint);
  return Object.fromEntries(Object.entries(hint).map(([word, value]) => [word, compiledWord(word, value)]));
}

function compiledWord(word: string, value: unknown): unknown {
  if (word === 'every' && typeof value === 'string') return parseDuration(value);
  if (word === 'time' && isRecord(value) && typeof value.late === 'string') {
    return { ...value, late: parseDuration(value.late) };
  }
  if (word === 'items') return compiledHint(value);
  return word === 'fields' ? compiledMembers(value) : value;
}
