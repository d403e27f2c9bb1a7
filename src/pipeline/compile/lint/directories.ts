import type { Diagnostic } from '../../../base/errors.ts';
import { kinds } from '../../../components/kinds.ts';
import { warning } from '../../../language/diagnostic.ts';
import type { ConnectorDeclaration, TopicDeclaration } from '../../../language/model.ts';
import { storedAs } from '../../../language/stored-as.ts';

/** So many files a day from one topic need no warning. */
const MANY_FILES = 100_000;
const DAY = 86_400_000;
const figure = (value: number): string => value.toLocaleString('en-US');

/**
 * Warns of sinks whose directories are named by values so many that each commit writes a file for every one of them: as
 * far as contracts and sources say how many values there are.
 */
export function lintDirectories(
  connectors: readonly ConnectorDeclaration[],
  topics: ReadonlyMap<string, TopicDeclaration>,
): Diagnostic[] {
  const sources = connectors.filter(({ role }) => role === 'source');
  return connectors.flatMap((sink) => {
    const layout = sink.role === 'sink' ? kinds.named(sink.kind).directories?.(sink) : undefined;
    if (layout === undefined) return [];
    return sink.topics.flatMap((name) => {
      const topic = topics.get(name);
      if (topic === undefined) return [];
      const counts = layout.fields.map((field) => valuesOf(field, topic, sources));
      const directories = counts.reduce<number>((all, count) => all * (count ?? 1), 1);
      const perDay = Math.floor(DAY / Math.max(1, layout.every));
      const files = directories * topic.partitions * perDay;
      if (counts.every((count) => count === undefined) || files < MANY_FILES) return [];
      const parts = `${figure(directories)} directories × ${topic.partitions} partitions × ${figure(perDay)} rolls`;
      const message = `up to ${figure(files)} files a day of topic \`${name}\`: ${parts}`;
      const hint = 'take a field with fewer values, roll less often, or have them made larger with `compact`';
      const place = { map: sink.map, pointer: [...sink.pointer, sink.kind, 'by'] };
      return [warning('many-directories', place, message, { hint })];
    });
  });
}

/** How many values a field of a topic has at most; undefined where nobody says so. */
function valuesOf(
  field: string,
  topic: TopicDeclaration,
  sources: readonly ConnectorDeclaration[],
): number | undefined {
  const declared = topic.event?.fields[field];
  if (declared !== undefined && 'enum' in declared && declared.enum !== undefined) return declared.enum.length;
  if (declared !== undefined && storedAs(declared).kind === 'boolean') return 2;
  if (topic.event?.by === field) return Object.keys(topic.event.types ?? {}).length;
  const said = sources
    .filter(({ topics }) => topics.includes(topic.name))
    .map((source) => kinds.named(source.kind).variety?.(source, field));
  const known = said.flatMap((count) => count ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}
