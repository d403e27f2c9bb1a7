/** Characters of a topic's name that Kafka takes at most. */
export const longestTopicName = 249;

/** Partitions that Kafka creates in one request at most. */
export const mostPartitions = 10_000;

/** JSON Schema of a topic's name. */
export const topicNameSchema = {
  type: 'string',
  pattern: `^(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,${longestTopicName}}$`,
  title: `a topic name of at most ${longestTopicName} letters, digits, dots, - and _`,
} as const;

const owners: readonly (readonly [RegExp, string])[] = [
  [/^__/, 'Kafka'],
  [/^_connect\./, 'Kafka Connect'],
  [/^connect-(configs|offsets|status)$/, 'Kafka Connect'],
  [/^_pipeline\./, 'pipeline'],
];

/** Who keeps the topic `name` for its own records; undefined when anybody may write there. */
export function topicOwner(name: string): string | undefined {
  return owners.find(([pattern]) => pattern.test(name))?.[1];
}

/** Matches, in JavaScript and in Java, the beginning of a name that has an owner. */
export const ownedNames = owners.map(([{ source }]) => source.slice(1)).join('|');

/** Kafka takes no two topics whose names are the same in this form: its metrics could not tell them apart. */
export const collisionForm = (name: string): string => name.replaceAll('.', '_');
