import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { entriesOf, isRecord } from '../base/values.ts';
import type { Drift } from '../infer/drift.ts';
import type { Unfit } from '../infer/inference.ts';
import { flowText } from '../language/flow-text.ts';

/** What was looked at, and what of it was no event. */
export interface Looked {
  /** The records, as they are called: `records of clicks`. */
  readonly what: string;
  readonly records: number;
  readonly events: number;
  readonly unfit: readonly Unfit[];
  readonly notes: readonly string[];
}

/** Characters of a line. */
const LONGEST = 120;

const number = (count: number): string => count.toLocaleString('en-US');

/** One line of what was looked at, and one for each kind of record that is no event. */
export function lookedLines({ what, records, events, unfit, notes }: Looked): readonly string[] {
  const others = unfit.map(({ reason, count, first }) => `${reason}: ${number(count)}, the first is ${first}`);
  return [`${number(records)} ${what} looked at, ${number(events)} are events`, ...others, ...notes].map(printable);
}

/** A file that declares what was inferred; `topics` where the records came from one. */
export function inferredYaml(
  pipeline: string,
  name: string,
  event: Readonly<Record<string, unknown>>,
  topics: unknown,
  looked: Looked,
): string {
  const { fields, types, ...head } = event;
  return [
    ...lookedLines(looked).map((line) => `# ${line}`),
    `pipeline: ${flowText(pipeline)}`,
    'events:',
    `  ${flowText(name)}:`,
    ...entriesOf(head).map(([word, value]) => `    ${word}: ${flowText(value)}`),
    ...fieldLines('fields', fields, '    '),
    ...(isRecord(types)
      ? ['    types:', ...entriesOf(types).flatMap(([type, own]) => fieldLines(type, own, '      '))]
      : []),
    ...(isRecord(topics) ? ['topics:', ...members(topics, '  ')] : []),
    '',
  ].join('\n');
}

const members = (fields: unknown, indent: string): readonly string[] =>
  entriesOf(fields).map(([name, field]) => `${indent}${flowText(name)}: ${flowText(field)}`);

/** Few fields in one line, many in one each. */
function fieldLines(name: string, fields: unknown, indent: string): readonly string[] {
  const short = `${indent}${flowText(name)}: ${flowText(fields)}`;
  return short.length <= LONGEST ? [short] : [`${indent}${flowText(name)}:`, ...members(fields, `${indent}  `)];
}

const signs = { new: '+', unseen: '-', misfit: '~' } as const;

/** How what was seen differs from what is declared, a line each. */
export function renderDrift(drift: readonly Drift[], output: Output): string {
  const style = paint(output);
  const colour = { new: style.green, unseen: style.red, misfit: style.yellow };
  return drift
    .map(({ kind, place, message, count, of, words }) => {
      const told = words === undefined ? '' : ` (${flowText(words)})`;
      return `${colour[kind](signs[kind])} ${printable(`${place}: ${message}, ${number(count)} of ${number(of)}${told}`)}\n`;
    })
    .join('');
}
