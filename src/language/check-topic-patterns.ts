import { canonicalJson } from '../base/canonical.ts';
import type { Diagnostic } from '../base/errors.ts';
import { topicsMatching, topicsRegex } from '../base/topic-pattern.ts';
import { derivedTopics, topicsByName } from './derived-topics.ts';
import { mistake, type Place } from './diagnostic.ts';
import type { ConnectorDeclaration, EventContract, Pipeline, TopicDeclaration, TopicPattern } from './model.ts';
import { PLAIN } from './schema.ts';

/** What patterns find among the topics of the files, and may not: other events, and what jobs and sinks write. */
export function checkTopicPatterns(pipelines: readonly Pipeline[]): Diagnostic[] {
  const declared = topicsByName(pipelines);
  const derived = new Map(derivedTopics(pipelines).map((topic) => [topic.name, topic]));
  const check = (sink: ConnectorDeclaration, pattern: TopicPattern): Diagnostic[] => {
    const place: Place = { map: sink.map, pointer: [...sink.pointer, 'from', 'pattern'] };
    const found = <T>(topics: ReadonlyMap<string, T>): readonly T[] =>
      (topicsMatching(topicsRegex(pattern.text), [...topics.keys()]) ?? []).flatMap((name) => topics.get(name) ?? []);
    const others = found(declared).filter(
      ({ event, format }) => event && pattern.event && (format !== pattern.format || !isSame(event, pattern.event)),
    );
    const written = found(derived);
    const hint = `write \`${without(pattern.text, [...others, ...written])}\`, or give other topics another beginning`;
    return [
      ...others.slice(0, 1).map((topic) => {
        const message = `the pattern finds ${namesOf(others)}: ${otherwise(topic, pattern)}`;
        const related = { place: { ...topic, part: 'key' as const }, message: `\`${topic.name}\` is declared here` };
        return mistake('pattern-event', place, message, { hint, related });
      }),
      ...written.slice(0, 1).map((topic) => {
        const message = `the pattern finds ${namesOf(written)}: there goes what is no event (${topic.purpose})`;
        const related = { place: topic, message: `here \`${topic.name}\` comes from` };
        return mistake('pattern-output', place, message, { hint, related });
      }),
    ];
  };
  const sinks = pipelines.flatMap((pipeline) => pipeline.sinks);
  return sinks.flatMap((sink) => (sink.pattern === undefined ? [] : check(sink, sink.pattern)));
}

/** What is not as the pattern says, of a topic of another event. */
const otherwise = ({ event, format }: TopicDeclaration, pattern: TopicPattern): string =>
  format === pattern.format
    ? `the event there is \`${event?.name}\`, and not \`${pattern.event?.name}\``
    : `the values there are in ${format ?? PLAIN}, and not in ${pattern.format ?? PLAIN}`;

/** Whether two contracts, which may stand in two files, ask the same of values. */
const isSame = (one: EventContract, other: EventContract): boolean => asked(one) === asked(other);

/** Where a schema is registered says nothing of an event that was written by hand. */
const asked = ({ name: _, encoding, ...event }: EventContract): string =>
  canonicalJson({ ...event, ...(encoding?.version !== undefined && { encoding }) });

interface Named {
  readonly name: string;
}

const namesOf = (topics: readonly Named[]): string => topics.map(({ name }) => `\`${name}\``).join(', ');

/** The pattern that finds the same but for these names, quoted so that YAML leaves it as it is. */
const without = (pattern: string, topics: readonly Named[]): string =>
  `'(?!(?:${topics.map(({ name }) => name.replaceAll('.', '\\.')).join('|')})$)(?:${pattern})'`;
