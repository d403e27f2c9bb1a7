import type { Diagnostic } from '../../../base/errors.ts';
import { kinds } from '../../../components/kinds.ts';
import { tablesIn } from '../../../components/statistics/compile.ts';
import { meant, mistake, type Place } from '../../../language/diagnostic.ts';
import type { CheckDeclaration, Pipeline, TopicDeclaration } from '../../../language/model.ts';
import { STATISTICS, type TableSpec } from '../../../statistics/spec.ts';

/** Checks look at numbers and sinks of their own file that are there, and of a kind that can tell. */
export function lintChecks(pipeline: Pipeline, topics: ReadonlyMap<string, TopicDeclaration>): Diagnostic[] {
  return pipeline.checks.flatMap((check) =>
    'statistic' in check.checked
      ? lintStatistic(check.checked.statistic, placeOf(check, 'statistic'), pipeline, topics)
      : lintSink(check, pipeline),
  );
}

const placeOf = ({ map, pointer }: CheckDeclaration, word: string): Place => ({ map, pointer: [...pointer, word] });

function lintStatistic(
  written: string,
  place: Place,
  { sections, unread }: Pipeline,
  topics: ReadonlyMap<string, TopicDeclaration>,
): Diagnostic[] {
  const section = sections.find(({ name }) => name === STATISTICS);
  const tables = section === undefined ? {} : tablesIn(section.words, (topic) => topics.get(topic)?.event);
  const [name = '', part, ...value] = written.split('.');
  const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
  const unknown = (message: string, hint: string) => [mistake('unknown-statistic', place, message, { hint })];
  if (table === undefined) {
    if (unread.has(STATISTICS) || unread.has(`${STATISTICS}.${name}`)) return [];
    const names = Object.keys(tables);
    const hint = names.length === 0 ? 'declare it under `statistics:` of this file' : meant(name, names, 'statistic');
    return unknown(`there is no statistic \`${name}\` in this pipeline`, hint);
  }
  if (part === undefined || table.from.some((topic) => topics.get(topic)?.unread)) return [];
  if (value.length === 0 && Object.hasOwn(table.sum, part)) return [];
  if (value.length > 0 && table.count.includes(part)) return [];
  return unknown(`\`${name}\` has no number \`${written.slice(name.length + 1)}\``, partsOf(table, part));
}

function partsOf({ sum, count }: TableSpec, part: string): string {
  if (count.includes(part)) return `say of which value: \`${part}.VALUE\``;
  const sums = Object.keys(sum);
  const fields = count.map((field) => `${field}.VALUE`);
  return meant(part, [...sums, ...fields], 'number');
}

function lintSink(check: CheckDeclaration, { sinks, unread }: Pipeline): Diagnostic[] {
  const { checked } = check;
  if ('statistic' in checked) return [];
  const sink = sinks.find(({ name }) => name === checked.sink);
  const place = placeOf(check, 'sink');
  if (sink === undefined) {
    if (unread.has('sinks') || unread.has(`sinks.${checked.sink}`)) return [];
    const names = sinks.map(({ name }) => name);
    const message = `there is no sink \`${checked.sink}\` in this file`;
    return [mistake('unknown-sink', place, message, { hint: meant(checked.sink, names, 'sink') })];
  }
  const { name, query, proof } = kinds.named(sink.kind);
  const cannot = (message: string, hint: string) => [mistake('check-kind', place, message, { hint })];
  if ('sql' in checked && query === undefined) {
    return cannot(`\`${checked.sink}\` is no database: it is of the kind ${name}`, 'ask a sink with a database');
  }
  if ('fresherThan' in checked && proof === undefined) {
    return cannot(`\`${checked.sink}\` keeps no record of what it stored: it is of the kind ${name}`, askOthers());
  }
  return [];
}

const askOthers = () => {
  const able = kinds.all.filter(({ proof }) => proof !== undefined).map(({ name }) => name);
  return `ask a sink of the kinds ${able.join(', ')}`;
};
