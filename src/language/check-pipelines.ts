import type { Diagnostic } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import { checkJobs } from './check-jobs.ts';
import { checkTopicNames } from './check-topic-names.ts';
import { checkTopicPatterns } from './check-topic-patterns.ts';
import { checkWriters, derivedTopics, topicsByName } from './derived-topics.ts';
import { mistake, warning } from './diagnostic.ts';
import type { Pipeline, Pointer, SectionDeclaration } from './model.ts';

/**
 * What only all files together show: names and topics declared twice, references to nothing. `topicNames` are all that
 * the files declare, also with mistakes.
 */
export function checkPipelines(pipelines: readonly Pipeline[], topicNames: readonly string[]): Diagnostic[] {
  return [
    ...repeatedNames(pipelines),
    ...repeatedTopics(pipelines),
    ...checkTopicNames(pipelines),
    ...checkTopicPatterns(pipelines),
    ...checkWriters(pipelines),
    ...undeclaredTopics(pipelines, topicNames),
    ...checkJobs(pipelines),
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

/** Topics that something of a file names; `word`: where, below its pointer. */
interface Use extends Pick<SectionDeclaration, 'map' | 'pointer'> {
  readonly word: string | Pointer;
  readonly topics: readonly (string | undefined)[];
}

/** A topic that no file declares may exist live, so this is no mistake yet. */
function undeclaredTopics(pipelines: readonly Pipeline[], topicNames: readonly string[]): Diagnostic[] {
  const known = [...topicNames, ...derivedTopics(pipelines).map((topic) => topic.name)];
  const uses = pipelines.flatMap(({ sources, sinks, sections, jobs }): Use[] => [
    ...sources.map((source) => ({ ...source, word: 'to' })),
    ...sinks.map((sink) => ({ ...sink, word: 'from' })),
    ...sections.flatMap(({ map, pointer, from, places }): Use[] =>
      places === undefined
        ? [{ map, pointer, word: 'from', topics: from }]
        : places.map((place, index) => ({ map, pointer, word: place, topics: [from[index]] })),
    ),
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
      const path = [...pointer, ...(typeof word === 'string' ? [word] : word)];
      const place = { map, pointer: topics.length > 1 ? [...path, index] : path };
      return [warning('undeclared-topic', place, `no file given declares the topic \`${topic}\``, { hint })];
    }),
  );
}
