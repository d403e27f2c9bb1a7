import type { Diagnostic } from '../base/errors.ts';
import { mistake } from './diagnostic.ts';
import type { Pipeline, Pointer, SourceMap, TopicDeclaration } from './model.ts';
import { deadLetters, type WrittenTopic } from './section-words.ts';

/** A topic that a pipeline brings with it, and where in the file that is said. */
export interface DerivedTopic extends WrittenTopic {
  readonly pipeline: string;
  readonly map: SourceMap;
  readonly pointer: Pointer;
}

/** What a topic is created with. */
interface TopicSettings {
  readonly partitions: number;
  readonly replication: number;
  readonly config: Readonly<Record<string, string>>;
}

/** Partitions, replication and settings of a topic that something brings with it. */
export const settingsOf = (
  { single, config }: WrittenTopic,
  { partitions, replication }: { readonly partitions: number; readonly replication: number },
): TopicSettings => ({ partitions: single ? 1 : partitions, replication, config });

/** The topics that sinks and hosted jobs bring with them. */
export function derivedTopics(pipelines: readonly Pipeline[]): DerivedTopic[] {
  return pipelines.flatMap(({ name: pipeline, map, sinks, sections }) => [
    ...sinks.flatMap(({ deadLetter, pointer }) =>
      deadLetter === undefined
        ? []
        : [{ ...deadLetters(deadLetter), pipeline, map, pointer: [...pointer, 'deadLetter'] }],
    ),
    ...sections.flatMap(({ writes, pointer }) =>
      writes.map((topic) => ({ ...topic, pipeline, map, pointer: [...pointer, ...(topic.said ?? ['to'])] })),
    ),
  ]);
}

/** Declarations by topic name, the first where there are several. */
export function topicsByName(pipelines: readonly Pipeline[]): ReadonlyMap<string, TopicDeclaration> {
  const topics = pipelines.flatMap((pipeline) => pipeline.topics);
  return new Map([...topics].reverse().map((topic) => [topic.name, topic]));
}

/** Derived topics have one writer and no declaration of their own. */
export function checkWriters(pipelines: readonly Pipeline[]): Diagnostic[] {
  const declared = topicsByName(pipelines);
  const writers = new Map<string, DerivedTopic>();
  const diagnostics: Diagnostic[] = [];
  for (const topic of derivedTopics(pipelines)) {
    const declaration = declared.get(topic.name);
    const other =
      writers.get(topic.name) ?? (declaration && { ...declaration, purpose: 'declared', part: 'key' as const });
    writers.set(topic.name, topic);
    if (other === undefined) continue;
    const related = {
      place: other,
      message: other.purpose === 'declared' ? 'its declaration' : `where ${other.purpose} go`,
    };
    const message = `\`${topic.name}\` takes ${topic.purpose} and something else`;
    const hint = 'give it a name of its own';
    diagnostics.push(mistake('two-writers', topic, message, { hint, related }));
  }
  for (const source of pipelines.flatMap((pipeline) => pipeline.sources)) {
    for (const name of source.topics) {
      const writer = writers.get(name);
      if (writer === undefined) continue;
      const place = { map: source.map, pointer: [...source.pointer, 'to'] };
      const related = { place: writer, message: `where ${writer.purpose} go` };
      diagnostics.push(mistake('two-writers', place, `\`${name}\` already takes ${writer.purpose}`, { related }));
    }
  }
  return diagnostics;
}
