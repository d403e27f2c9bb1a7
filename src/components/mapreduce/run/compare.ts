import { decimalText } from '../../../base/decimal.ts';
import type { Grouped } from './groups.ts';

const shown = 5;

/** Names up to five of the keys whose figures differ between two counts; none when they are equal. */
export function differences(found: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>): string[] {
  const keys = new Set([...found.keys(), ...expected.keys()]);
  const wrong = [...keys].filter((key) => found.get(key) !== expected.get(key));
  const lines = wrong
    .slice(0, shown)
    .map(
      (key) => `${key}: the job says ${found.get(key) ?? 'nothing'}, a plain count ${expected.get(key) ?? 'nothing'}`,
    );
  return wrong.length > shown ? [...lines, `and ${wrong.length - shown} more`] : lines;
}

/** The figures of grouped records by key, each in one spelling. */
export function figures({ groups, read, unreadable }: Grouped): Map<string, string> {
  const all = [...groups].map(([key, { count, sum }]) => [key, `${count} records, ${decimalText(sum)}`] as const);
  return new Map([...all, ['records read', String(read)], ['unreadable records', String(unreadable)]]);
}
