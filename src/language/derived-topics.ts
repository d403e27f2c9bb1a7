import type { Diagnostic } from '../base/errors.ts';
import { mistake } from './diagnostic.ts';
import type { Pipeline, Pointer, SourceMap, TopicDeclaration } from './model.ts';
import { deadLetterTopic, logTopic } from './recommender-names.ts';

/** A topic that exists because something writes to it: a recommender's lists and log, or what was rejected. */
export interface DerivedTopic {
  readonly name: string;
  readonly purpose: 'dead letters' | 'recommendations' | 'the log of a recommender';
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

/** A rejected record carries its reason in headers, so it is larger than the record it was. */
const deadLetterConfig = { 'retention.ms': '-1', 'max.message.bytes': '10485760' };
const recommendationsConfig = { 'cleanup.policy': 'compact' };
/** Counters are what the whole log says. */
const logConfig = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };

/** Partitions, replication and settings of a topic that something brings with it. */
export function derivedSettings(
  purpose: DerivedTopic['purpose'],
  { partitions, replication }: { readonly partitions: number; readonly replication: number },
): TopicSettings {
  switch (purpose) {
    case 'dead letters':
      return { partitions: 1, replication, config: deadLetterConfig };
    case 'the log of a recommender':
      return { partitions: 1, replication, config: logConfig };
    case 'recommendations':
      return { partitions, replication, config: recommendationsConfig };
  }
}

/** The topics that sinks and recommenders bring with them. */
export function derivedTopics(pipelines: readonly Pipeline[]): DerivedTopic[] {
  return pipelines.flatMap(({ name: pipeline, map, sinks, recommenders }) => [
    ...sinks.flatMap(({ deadLetter, pointer }) =>
      deadLetter === undefined
        ? []
        : [{ name: deadLetter, purpose: 'dead letters' as const, pipeline, map, pointer: [...pointer, 'deadLetter'] }],
    ),
    ...recommenders.flatMap(({ name, to, pointer }) => {
      const place = { pipeline, map, pointer: [...pointer, 'to'] };
      return [
        { ...place, name: to, purpose: 'recommendations' as const },
        { ...place, name: deadLetterTopic({ to }), purpose: 'dead letters' as const },
        { ...place, name: logTopic(`${pipeline}.${name}`), purpose: 'the log of a recommender' as const },
      ];
    }),
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
