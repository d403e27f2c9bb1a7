import { parseDuration } from '../base/units.ts';
import { entriesOf, isRecord, text } from '../base/values.ts';
import { mistake } from './diagnostic.ts';
import type { CheckDeclaration, Checked } from './model.ts';
import type { Section } from './section.ts';

/** The words of each form, all of which it must have. */
const FORMS = {
  statistic: ['statistic', 'expect'],
  sql: ['sink', 'sql', 'expect'],
  freshness: ['sink', 'fresherThan'],
} as const;

/** The entries of `checks:`. */
export function readChecks({ root, usable, pipeline, map, diagnostics }: Section): CheckDeclaration[] {
  return entriesOf(root.checks).flatMap(([name, words]) => {
    if (!usable('checks', name) || !isRecord(words)) return [];
    const pointer = ['checks', name];
    const said = Object.keys(words);
    const form = Object.values(FORMS).find(
      (all) => all.length === said.length && all.every((one) => said.includes(one)),
    );
    if (form === undefined) {
      const hint = `write ${Object.values(FORMS).map(shape).join(', or ')}`;
      const message = `\`${name}\` does not say what is looked at and what it must be`;
      diagnostics.push(mistake('check-words', { map, pointer, part: 'key' }, message, { hint }));
      return [];
    }
    return [{ pipeline, name, pointer, map, checked: checkedOf(words) }];
  });
}

const shape = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(' and ');

function checkedOf({ statistic, sink, sql, expect, fresherThan }: Readonly<Record<string, unknown>>): Checked {
  const expected = String(expect);
  if (typeof statistic === 'string') return { statistic, expected };
  const name = text(sink) ?? '';
  return typeof sql === 'string'
    ? { sink: name, sql, expected }
    : { sink: name, fresherThan: parseDuration(text(fresherThan) ?? '0s') };
}
