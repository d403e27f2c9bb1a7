import type { Diagnostic } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import { checkJobs } from './check-jobs.ts';
import { checkTopicNames } from './check-topic-names.ts';
import { checkWriters, derivedTopics, topicsByName } from './derived-topics.ts';
import { meant, mistake, warning } from './diagnostic.ts';
import type { EventContract, Pipeline, RecommenderDeclaration, TopicDeclaration } from './model.ts';

/**
 * What only all files together show: names and topics declared twice, references to nothing. `topicNames` are all that the
 * files declare, also with mistakes.
 */
export function checkPipelines(pipelines: readonly Pipeline[], topicNames: readonly string[]): Diagnostic[] {
  return [
    ...repeatedNames(pipelines),
    ...repeatedTopics(pipelines),
    ...checkTopicNames(pipelines),
    ...checkWriters(pipelines),
    ...undeclaredTopics(pipelines, topicNames),
    ...checkJobs(pipelines),
    ...pipelines
      .flatMap((pipeline) => pipeline.recommenders)
      .flatMap((one) => checkRecommender(one, topicsByName(pipelines))),
  ];
}

function repeatedNames(pipelines: readonly Pipeline[]): Diagnostic[] {
  return pipelines.flatMap(({ name, map }, index) => {
    const first = pipelines.findIndex((other) => other.name === name);
    const other = pipelines[first];
    if (first === index || other === undefined) return [];
    const related = { place: { map: other.map, pointer: ['pipeline'] }, message: 'the first one' };
    return [
      mistake('duplicate-name', { map, pointer: ['pipeline'] }, `a second pipeline is called \`${name}\``, { related }),
    ];
  });
}

function repeatedTopics(pipelines: readonly Pipeline[]): Diagnostic[] {
  const first = topicsByName(pipelines);
  return pipelines
    .flatMap((pipeline) => pipeline.topics)
    .flatMap((topic) => {
      const other = first.get(topic.name);
      if (other === undefined || other === topic) return [];
      const related = { place: { ...other, part: 'key' as const }, message: 'the first declaration' };
      const hint = 'declare it once; other files may use it by name';
      const message = `the topic \`${topic.name}\` is declared a second time`;
      return [mistake('duplicate-topic', { ...topic, part: 'key' }, message, { hint, related })];
    });
}

/** A topic that no file declares may exist live, so this is no mistake yet. */
function undeclaredTopics(pipelines: readonly Pipeline[], topicNames: readonly string[]): Diagnostic[] {
  const known = [...topicNames, ...derivedTopics(pipelines).map((topic) => topic.name)];
  const uses = pipelines.flatMap(({ sources, sinks, recommenders, jobs }) => [
    ...sources.map((source) => ({ ...source, word: 'to' })),
    ...sinks.map((sink) => ({ ...sink, word: 'from' })),
    ...recommenders.map((recommender) => ({ ...recommender, word: 'from', topics: recommender.from })),
    ...jobs.flatMap(({ map, pointer, from, to }) => [
      { map, pointer, word: 'from', topics: from.map((input) => ('topic' in input ? input.topic : undefined)) },
      { map, pointer, word: 'to', topics: [to] },
    ]),
  ]);
  return uses.flatMap(({ map, pointer, word, topics }) =>
    topics.flatMap((topic, index) => {
      if (topic === undefined || known.includes(topic)) return [];
      const near = closest(topic, known);
      const hint =
        near === undefined ? 'declare it under `topics:`, or make sure it exists' : `did you mean \`${near}\`?`;
      const place = { map, pointer: topics.length > 1 ? [...pointer, word, index] : [...pointer, word] };
      return [warning('undeclared-topic', place, `no file given declares the topic \`${topic}\``, { hint })];
    }),
  );
}

/** Fields and types that a recommender names must be in the events of its topics, as far as those are declared. */
function checkRecommender(
  recommender: RecommenderDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [...checkOwner(recommender), ...checkDecay(recommender)];
  const events = recommender.from.map((topic) => topics.get(topic)?.event);
  if (events.some((event) => event === undefined)) return diagnostics;
  const known = events.filter((event) => event !== undefined);
  const { map, pointer } = recommender;
  const fieldsOf = (event: EventContract) => [event.fields, ...Object.values(event.types ?? {})].flatMap(Object.keys);
  for (const word of ['user', 'session', 'item', 'rating', 'time'] as const) {
    const field = recommender[word];
    if (field === undefined || field === '' || known.some((event) => fieldsOf(event).includes(field))) continue;
    const hint = meant(field, [...new Set(known.flatMap(fieldsOf))], 'field');
    const message = `no event of its topics has a field \`${field}\``;
    diagnostics.push(mistake('unknown-field', { map, pointer: [...pointer, word] }, message, { hint }));
  }
  const types = known.flatMap((event) => (event.types === undefined ? [event.name] : Object.keys(event.types)));
  for (const type of Object.keys(recommender.weights)) {
    if (types.includes(type)) continue;
    const hint = meant(type, types, 'type');
    const place = { map, pointer: [...pointer, 'weights', type], part: 'key' as const };
    diagnostics.push(mistake('unknown-type', place, `its topics have no event type \`${type}\``, { hint }));
  }
  return diagnostics;
}

/** Lists are made for users or for sessions: the word for it must be there, and the word of the other model says nothing. */
function checkOwner(recommender: RecommenderDeclaration): Diagnostic[] {
  const { model, map, pointer } = recommender;
  const [word, other] = model === 'sessions' ? (['session', 'user'] as const) : (['user', 'session'] as const);
  const diagnostics: Diagnostic[] = [];
  if (recommender[word] === '') {
    diagnostics.push(mistake('missing-key', { map, pointer, part: 'key' }, `\`recommender\` lacks \`${word}\``));
  }
  if (recommender[other] !== '') {
    const hint = word === 'session' ? 'leave it out' : 'leave it out, or write `model: sessions`';
    const message = `\`${other}\` means nothing here: with \`model: ${model}\` lists are made by \`${word}\``;
    diagnostics.push(mistake('unknown-key', { map, pointer: [...pointer, other], part: 'key' }, message, { hint }));
  }
  return diagnostics;
}

function checkDecay({ decay = {}, map, pointer }: RecommenderDeclaration): Diagnostic[] {
  return (['popularity', 'profile'] as const).flatMap((word) => {
    const halfLife = decay[word];
    if (halfLife === undefined || halfLife >= 1_000) return [];
    const place = { map, pointer: [...pointer, 'decay', word] };
    return [mistake('bad-value', place, 'a half-life is at least 1s')];
  });
}
