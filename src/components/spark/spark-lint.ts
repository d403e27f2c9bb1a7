import type { Diagnostic } from '../../base/errors.ts';
import { isRecord, text } from '../../base/values.ts';
import { conflictingFields } from '../../language/conflicting-fields.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { JobDeclaration } from '../../language/model.ts';
import type { EngineInput } from '../engine.ts';
import { checkWeights } from '../weights.ts';

/** Rules for the words of Spark and for the events that its jobs read. */
export function lintSpark(input: EngineInput): Diagnostic[] {
  return [...lintWords(input.declaration), ...lintEvents(input), ...lintAls(input)];
}

function lintWords({ map, pointer, words, from, files, run }: JobDeclaration): Diagnostic[] {
  const found: Diagnostic[] = [];
  const wrong = (word: string, message: string, hint: string) =>
    found.push(mistake('spark-words', { map, pointer: [...pointer, 'spark', word], part: 'key' }, message, { hint }));
  if (words.sql !== undefined && words.als !== undefined) {
    wrong('als', 'it has SQL and an algorithm', 'make two jobs of it');
  }
  if (words.als !== undefined && run === 'streaming') {
    wrong('als', 'an algorithm reads stored files to their end', 'write `run: manual`');
  }
  if (words.history !== undefined && words.sql === undefined) {
    wrong('history', 'nothing uses the history', 'it is a column for the SQL');
  }
  if (words.history !== undefined && (from.length > 1 || run === 'manual')) {
    wrong('history', 'a history is kept of one topic, as it streams', 'read one topic, without `run: manual`');
  }
  if (words.sql === undefined && words.als === undefined && (files === undefined || run === 'manual')) {
    const place = { map, pointer: [...pointer, 'spark'], part: 'key' as const };
    found.push(mistake('spark-words', place, 'it does not say what to compute', { hint: 'add `sql:` or `als:`' }));
  }
  return found;
}

/** What ALS names must be in the events, as far as those are declared. */
function lintAls({ declaration: { map, pointer, words }, stored }: EngineInput): readonly Diagnostic[] {
  const { als } = words;
  if (!isRecord(als) || stored.length === 0) return [];
  const at = (...inner: readonly string[]) => ({ map, pointer: [...pointer, 'spark', 'als', ...inner] });
  const fields = stored.flatMap((event) => [event.fields, ...Object.values(event.types ?? {})].flatMap(Object.keys));
  const unknown = ['user', 'item', 'time', 'rating'].flatMap((word) => {
    const name = text(als[word]);
    if (name === undefined || fields.includes(name)) return [];
    const hint = meant(name, [...new Set(fields)], 'field');
    return [mistake('unknown-field', at(word), `the events have no field \`${name}\``, { hint })];
  });
  const by = text(als.by);
  const weights = numbersIn(als.weights);
  return [...unknown, ...checkWeights({ by, weights }, stored, at)];
}

const numbersIn = (value: unknown): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).flatMap(([name, one]) =>
      typeof one === 'number' ? [[name, one] as const] : [],
    ),
  );

/** Columns come from events: each topic needs one, and its types must be able to share them. */
function lintEvents({ declaration, topics, sinks, stored }: EngineInput): Diagnostic[] {
  const { map, pointer, to } = declaration;
  const place = { map, pointer: [...pointer, 'from'] };
  const read = [...topics].filter(([topic]) => topic !== to);
  const without = read.flatMap(([topic, declared]) => (declared?.event === undefined ? [topic] : []));
  const known = sinks.reduce((sum, sink) => sum + (sink.pattern ? 1 : sink.topics.length), 0) === stored.length;
  const hint = 'declare the topic with its `event:` in these files';
  const events = [...read.flatMap(([, declared]) => declared?.event ?? []), ...stored];
  return [
    ...without.map((topic) =>
      mistake('contract-needed', place, `\`${topic}\` has no event, so its columns are unknown`, { hint }),
    ),
    ...(known
      ? []
      : [mistake('contract-needed', place, 'a topic of its sinks has no event, so its columns are unknown', { hint })]),
    ...events.flatMap((event) =>
      conflictingFields(event).map(({ field, types: [one, other] }) => {
        const message = `\`${field}\` is one thing in \`${one}\` of \`${event.name}\` and another in \`${other}\`: it cannot be one column`;
        return mistake('conflicting-columns', place, message, { hint: 'rename one of the fields' });
      }),
    ),
  ];
}
