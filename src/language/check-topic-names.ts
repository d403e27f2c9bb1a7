import type { Diagnostic } from '../base/errors.ts';
import { collisionForm, longestTopicName, topicOwner } from '../base/topic-name.ts';
import { derivedTopics } from './derived-topics.ts';
import { mistake, type Place } from './diagnostic.ts';
import type { Pipeline, SectionDeclaration } from './model.ts';

interface Use {
  readonly name: string;
  readonly place: Place;
}

/**
 * What Kafka would refuse, or should never be asked for: topics of others, names that are too long, names that collide.
 */
export function checkTopicNames(pipelines: readonly Pipeline[]): Diagnostic[] {
  const written = pipelines.flatMap(writtenTopics);
  return [
    ...written.flatMap((use) => checkOwner(use, 'take another name')),
    ...pipelines.flatMap(({ sinks }) =>
      sinks.flatMap((sink) =>
        places(sink.topics, sink, 'from').flatMap((use) => checkOwner(use, 'store topics of events')),
      ),
    ),
    ...checkLengths(pipelines),
    ...checkCollisions([...written, ...pipelines.flatMap(readTopics)]),
  ];
}

const places = (topics: readonly string[], { map, pointer }: Place, word: string): Use[] =>
  topics.map((name, index) => ({
    name,
    place: { map, pointer: topics.length > 1 ? [...pointer, word, index] : [...pointer, word] },
  }));

/** Topics that a file declares, or has something write to. */
function writtenTopics(pipeline: Pipeline): Use[] {
  const { topics, sources, jobs } = pipeline;
  return [
    ...topics.map(({ name, map, pointer }) => ({ name, place: { map, pointer, part: 'key' as const } })),
    ...derivedTopics([pipeline])
      .filter(({ named }) => named === 'by-file')
      .map(({ name, map, pointer }) => ({ name, place: { map, pointer } })),
    ...sources.flatMap((source) => places(source.topics, source, 'to')),
    ...jobs.flatMap((job) => places(job.to === undefined ? [] : [job.to], job, 'to')),
  ];
}

function readTopics({ sinks, sections, jobs }: Pipeline): Use[] {
  return [
    ...sinks.flatMap((sink) => places(sink.topics, sink, 'from')),
    ...sections.flatMap(topicsReadBy),
    ...jobs.flatMap((job) =>
      places(
        job.from.flatMap((input) => ('topic' in input ? [input.topic] : [])),
        job,
        'from',
      ),
    ),
  ];
}

/** The topics of a section, each where it is named. */
function topicsReadBy({ from, places, map, pointer }: SectionDeclaration): Use[] {
  const step = (index: number) => places?.[index] ?? (from.length > 1 ? ['from', index] : ['from']);
  return from.map((name, index) => ({ name, place: { map, pointer: [...pointer, ...step(index)] } }));
}

function checkOwner({ name, place }: Use, hint: string): Diagnostic[] {
  const owner = topicOwner(name);
  if (owner === undefined) return [];
  const message = `\`${name}\` is a topic that ${owner} keeps for itself`;
  return [mistake('reserved-topic', place, message, { hint })];
}

/**
 * Names that are made of others, and so may become too long: of connectors, and of the topics that these bring with
 * them.
 */
function checkLengths(pipelines: readonly Pipeline[]): Diagnostic[] {
  const connectors = pipelines.flatMap(({ sources, sinks }) => [...sources, ...sinks]);
  const made: readonly Use[] = [
    ...connectors.map(({ pipeline, name, map, pointer }) => ({
      name: `${pipeline}.${name}`,
      place: { map, pointer, part: 'key' as const },
    })),
    ...derivedTopics(pipelines).map(({ name, map, pointer }) => ({ name, place: { map, pointer } })),
  ];
  return made
    .filter(({ name }) => name.length > longestTopicName)
    .map(({ name, place }) => {
      const message = `\`${name.slice(0, 20)}…${name.slice(-20)}\` has ${name.length} characters, and Kafka takes ${longestTopicName}`;
      return mistake('bad-name', place, message, { hint: 'shorten the names that it is made of' });
    });
}

function checkCollisions(uses: readonly Use[]): Diagnostic[] {
  const first = new Map<string, Use>();
  const told = new Set<string>();
  return uses.flatMap((use) => {
    const form = collisionForm(use.name);
    const other = first.get(form);
    if (other === undefined) first.set(form, use);
    if (other === undefined || other.name === use.name || told.has(use.name)) return [];
    told.add(use.name);
    const message = `\`${use.name}\` and \`${other.name}\` collide: Kafka takes \`.\` and \`_\` in names of topics for the same`;
    const related = { place: other.place, message: `\`${other.name}\`` };
    return [mistake('colliding-topics', use.place, message, { hint: 'rename one of them', related })];
  });
}
