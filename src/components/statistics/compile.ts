import { parseDuration } from '../../base/units.ts';
import { entriesOf, isRecord, listOf, numbersOf, stringsOf, text, type Values } from '../../base/values.ts';
import type { EventContract, SectionDeclaration, TopicDeclaration } from '../../language/model.ts';
import { plainTable, type StatisticsSpec, type SumSpec, type TableSpec, topicsOf } from '../../statistics/spec.ts';

/** All but the job's own state. */
export const entriesIn = (words: Values) => entriesOf(words).filter(([name]) => name !== 'state');

/** The entries of `statistics:`, which is valid against its schema. `eventOf`: the event of a topic. */
export function tablesIn(
  words: Values,
  eventOf: (topic: string) => EventContract | undefined,
): StatisticsSpec['tables'] {
  return Object.fromEntries(
    entriesIn(words).map(([name, entry]) => [name, tableOf(isRecord(entry) ? entry : {}, eventOf)]),
  );
}

function tableOf(entry: Values, eventOf: (topic: string) => EventContract | undefined): TableSpec {
  const from = listOf(entry.from);
  const [first = ''] = from;
  const { window, time } = entry;
  return {
    ...plainTable(first, eventOf(first)),
    from,
    ...(Array.isArray(entry.count) ? { count: listOf(entry.count) } : {}),
    sum: Object.fromEntries(entriesOf(entry.sum).map(([name, sum]) => [name, sumOf(isRecord(sum) ? sum : {})])),
    ...numbersOf(entry, ['keys', 'block']),
    ...(typeof window === 'string' ? { window: parseDuration(window) } : {}),
    ...(typeof time === 'string' ? { time } : {}),
    show: stringsOf(entry.show),
  };
}

function sumOf({ of, type, unit }: Values): SumSpec {
  return {
    of: text(of) ?? '',
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof unit === 'string' ? { unit } : {}),
  };
}

/** What the job that keeps statistics up to date must know. */
export function compileStatistics(
  { words }: SectionDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): StatisticsSpec {
  const tables = tablesIn(words, (topic) => topics.get(topic)?.event);
  const events = topicsOf({ tables }).flatMap((topic) => {
    const event = topics.get(topic)?.event;
    return event === undefined ? [] : [[topic, event] as const];
  });
  return { tables, events: Object.fromEntries(events) };
}
