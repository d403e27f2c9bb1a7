import type { Diagnostic } from '../../../base/errors.ts';
import { topicsMatching, topicsRegex } from '../../../base/topic-pattern.ts';
import type { KindInput } from '../../../components/kind-input.ts';
import { kinds } from '../../../components/kinds.ts';
import { mistake } from '../../../language/diagnostic.ts';
import type { ConnectorDeclaration, JobDeclaration } from '../../../language/model.ts';

const placeOf = (sink: ConnectorDeclaration): string | undefined => kinds.named(sink.kind).stored?.(sink).place;

const reads = ({ topics, pattern }: ConnectorDeclaration, topic: string): boolean =>
  pattern === undefined
    ? topics.includes(topic)
    : topicsMatching(topicsRegex(pattern.text), [topic])?.includes(topic) === true;

/** A topic that both read; of two patterns only equal ones are known to share some. */
function sharedTopic(one: ConnectorDeclaration, other: ConnectorDeclaration): string | undefined {
  const same = one.pattern?.text === other.pattern?.text ? one.pattern?.text : undefined;
  return same ?? one.topics.find((topic) => reads(other, topic)) ?? other.topics.find((topic) => reads(one, topic));
}

/** Two sinks may share a path, but never the directory of one topic: each would take the other's files for foreign. */
export function lintSharedPaths(sinks: readonly ConnectorDeclaration[]): Diagnostic[] {
  return sinks.flatMap((sink, index) =>
    sinks.slice(0, index).flatMap((other) => {
      const topic = sharedTopic(sink, other);
      const place = placeOf(sink);
      if (topic === undefined || place === undefined || placeOf(other) !== place) return [];
      const related = {
        place: { map: other.map, pointer: [...other.pointer, other.kind, 'path'] },
        message: `\`${other.pipeline}.${other.name}\` writes there too`,
      };
      const message = `two sinks write \`${topic}\` to the same path`;
      const at = { map: sink.map, pointer: [...sink.pointer, sink.kind, 'path'] };
      return [mistake('shared-path', at, message, { hint: 'give each a path of its own', related })];
    }),
  );
}

/** Each sink is the only writer of its tables: what it proves is that they hold its records and no other's. */
export function lintSharedTables(inputs: readonly KindInput[]): Diagnostic[] {
  const writers = new Map<string, ConnectorDeclaration>();
  return inputs.flatMap((input) => {
    const { declaration } = input;
    const tables = kinds.named(declaration.kind).tables?.(input) ?? [];
    const taken = tables.find((table) => writers.has(table));
    const other = taken === undefined ? undefined : writers.get(taken);
    for (const table of tables) if (!writers.has(table)) writers.set(table, declaration);
    if (taken === undefined || other === undefined) return [];
    const placeOf = ({ map, pointer, kind }: ConnectorDeclaration) => ({
      map,
      pointer: [...pointer, kind],
      part: 'key' as const,
    });
    const related = { place: placeOf(other), message: `\`${other.pipeline}.${other.name}\` writes it too` };
    const message = `two sinks write the table ${taken.slice(taken.indexOf(' ') + 1)}`;
    const hint = 'give one of them a `table` of its own, such as "other_{topic}"';
    return [mistake('shared-table', placeOf(declaration), message, { hint, related })];
  });
}

/**
 * A job that stores topics as they are makes the directories that a sink with its path would: each would take the
 * other's files for its own.
 */
export function lintJobPaths(jobs: readonly JobDeclaration[], sinks: readonly ConnectorDeclaration[]): Diagnostic[] {
  return jobs.flatMap(({ map, pointer, files, from }) =>
    sinks.flatMap((sink) => {
      const topic = from.flatMap((input) => ('topic' in input && reads(sink, input.topic) ? [input.topic] : []))[0];
      if (files === undefined || topic === undefined) return [];
      if (placeOf(sink) !== `${files.store}::${files.path.replace(/^\/+/, '')}`) return [];
      const place = { map, pointer: [...pointer, files.store, 'path'] };
      const message = `a sink writes \`${topic}\` to the same path`;
      const related = {
        place: { map: sink.map, pointer: [...sink.pointer, sink.kind, 'path'] },
        message: `\`${sink.pipeline}.${sink.name}\` writes there too`,
      };
      return [mistake('shared-path', place, message, { hint: 'give each a path of its own', related })];
    }),
  );
}
