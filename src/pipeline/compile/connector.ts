import { topicsRegex } from '../../base/topic-pattern.ts';
import type { ConnectorConfig } from '../../clients/connect/model.ts';
import type { KindInput } from '../../components/kind-input.ts';
import { kinds } from '../../components/kinds.ts';
import { matches } from '../../language/kind-words.ts';
import type { ConnectorDeclaration, TopicDeclaration, TopicPattern } from '../../language/model.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { secretReferenceStart } from '../../target/secret-reference.ts';
import { type DesiredConnector, MARK } from './desired.ts';
import { mark } from './mark.ts';

/** The kind's view of a declaration: its name in the cluster, and what is known of its topics. */
export function kindInput(
  declaration: ConnectorDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
  cluster: ClusterAddresses,
): KindInput {
  return {
    declaration,
    connector: `${declaration.pipeline}.${declaration.name}`,
    topics: new Map([
      ...declaration.topics.map((topic) => [topic, topics.get(topic)] as const),
      ...(declaration.pattern === undefined
        ? []
        : [[declaration.pattern.text, found(declaration, declaration.pattern)] as const]),
    ]),
    cluster,
  };
}

/** What is known of every topic that a pattern finds. */
const found = (
  { pipeline, pointer, map }: ConnectorDeclaration,
  { text, event, format, unread }: TopicPattern,
): TopicDeclaration => ({
  pipeline,
  name: text,
  pointer: [...pointer, 'from'],
  map,
  ...(event && { event }),
  ...(format !== undefined && { format }),
  ...(unread && { unread }),
  partitions: Number.POSITIVE_INFINITY,
  replication: 1,
  config: {},
});

/** The kind's own keys, and around them what every connector has. */
export function compileConnector(
  declaration: ConnectorDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
  cluster: ClusterAddresses,
): DesiredConnector {
  const kind = kinds.named(declaration.kind);
  const input = kindInput(declaration, topics, cluster);
  const keys: ConnectorConfig = {
    'tasks.max': String(declaration.tasks ?? 1),
    ...(declaration.role === 'sink' ? sinkKeys(declaration, cluster) : {}),
    ...transformKeys(declaration),
    ...declaration.extra,
    ...kind.config(input),
  };
  const config = { ...keys, [MARK]: mark(input.connector, keys) };
  const { pipeline, pointer, map, role, state } = declaration;
  return {
    pipeline,
    pointer,
    map,
    name: input.connector,
    role,
    kind: kind.name,
    state,
    config: Object.fromEntries(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1))),
    secretKeys: secretKeys(config, kind.secretKeys, cluster),
    topics: declaration.topics,
    declaration,
  };
}

/** A topic that is created later is found within seconds, and read from its first record. */
const patternKeys = ({ text }: TopicPattern): ConnectorConfig => ({
  'topics.regex': topicsRegex(text),
  'consumer.override.metadata.max.age.ms': '5000',
  'consumer.override.auto.offset.reset': 'earliest',
});

function sinkKeys({ topics, pattern, deadLetter }: ConnectorDeclaration, cluster: ClusterAddresses): ConnectorConfig {
  const read = pattern === undefined ? { topics: topics.join(',') } : patternKeys(pattern);
  if (deadLetter === undefined) return { ...read, 'errors.tolerance': 'none' };
  return {
    ...read,
    'errors.tolerance': 'all',
    'errors.deadletterqueue.topic.name': deadLetter,
    'errors.deadletterqueue.topic.replication.factor': String(cluster.defaults.replication),
    'errors.deadletterqueue.context.headers.enable': 'true',
  };
}

/**
 * `transforms: [{ type, name?, … }]` as Connect's keys; a transform without a name is called by its place, t1, t2, …
 */
function transformKeys({ transforms }: ConnectorDeclaration): ConnectorConfig {
  if (transforms.length === 0) return {};
  const named = transforms.map(({ name, ...keys }, index) => ({ name: name ?? `t${index + 1}`, keys }));
  return Object.fromEntries([
    ['transforms', named.map(({ name }) => name).join(',')],
    ...named.flatMap(({ name, keys }) =>
      Object.entries(keys).map(([key, value]) => [`transforms.${name}.${key}`, value]),
    ),
  ]);
}

/** The keys the kind hides, and any that hold a reference to this cluster's secrets. */
function secretKeys(config: ConnectorConfig, hidden: readonly string[], { secrets }: ClusterAddresses): string[] {
  const reference = secretReferenceStart(secrets);
  return Object.entries(config)
    .filter(([key, value]) => value.includes(reference) || hidden.some((pattern) => matches(key, pattern)))
    .map(([key]) => key)
    .sort();
}
