import { canonicalJson } from '../../base/canonical.ts';
import { parseRate } from '../../base/units.ts';
import { isRecord, member, text } from '../../base/values.ts';
import type { ConnectorConfig, Kind, KindInput } from '../kind.ts';
import { compiledFields } from './compiled.ts';
import { lintDatagen } from './lint.ts';
import { datagenDefinitions, datagenWords } from './words.ts';

const bytes = 'org.apache.kafka.connect.converters.ByteArrayConverter';

/** What serves almost everyone; `extra` may say otherwise. */
const standard: ConnectorConfig = {
  'exactly.once.support': 'required',
  'transaction.boundary.interval.ms': '1000',
  'producer.override.batch.size': '262144',
  'producer.override.buffer.memory': '67108864',
  'producer.override.compression.type': 'lz4',
  'producer.override.linger.ms': '20',
};

/** Events made out of their contracts: record n is a function of seed and n, written exactly once. */
export const datagen: Kind = {
  name: 'datagen',
  role: 'source',
  description: 'Makes events out of the contracts of its topics, exactly once, the same for the same seed.',
  schema: datagenWords,
  definitions: datagenDefinitions,
  secretKeys: [],
  secretWords: [],
  ownedKeys: [
    ...['rate', 'count', 'seed', 'start', 'pace', 'types', 'fields', 'record.time', 'topic.*'],
    ...['key.converter', 'value.converter', 'transaction.boundary'],
  ],
  needs: () => [],
  lint: lintDatagen,
  config: ({ declaration: { words, extra }, topics }) => ({
    ...Object.fromEntries(Object.entries(standard).filter(([key]) => !Object.hasOwn(extra, key))),
    'connector.class': 'pipeline.connect.datagen.DatagenSourceConnector',
    'key.converter': bytes,
    'value.converter': bytes,
    'transaction.boundary': 'interval',
    topics: [...topics.keys()].join(','),
    ...topicKeys(topics, words.topics),
    ...rateKey('rate', words.rate),
    ...rateKey('pace', words.pace),
    ...textKey('count', words.count),
    ...textKey('start', words.start),
    seed: String(words.seed ?? 0),
    'record.time': text(words.recordTime) ?? 'production',
    types: canonicalJson(isRecord(words.types) ? words.types : {}),
    fields: compiledFields(words.fields),
  }),
  expectedRecords: ({ words }) => (typeof words.count === 'number' ? words.count : undefined),
};

function topicKeys(topics: KindInput['topics'], shares: unknown): ConnectorConfig {
  return Object.fromEntries(
    [...topics].flatMap(([name, topic]) => [
      ...(topic?.event === undefined ? [] : [[`topic.${name}.event`, canonicalJson(topic.event)]]),
      ...(topic?.key === undefined ? [] : [[`topic.${name}.key`, topic.key]]),
      [`topic.${name}.share`, String(member(shares, name) ?? 1)],
    ]),
  );
}

/** Per second, as the connector counts. */
const rateKey = (key: string, rate: unknown): ConnectorConfig =>
  typeof rate === 'string' ? { [key]: String(parseRate(rate)) } : {};

const textKey = (key: string, value: unknown): ConnectorConfig => (value === undefined ? {} : { [key]: String(value) });
