import { literalJson } from '../../clients/connect/literal-json.ts';
import type { ConnectorConfig } from '../../clients/connect/model.ts';
import { kind } from '../kind.ts';
import type { KindInput } from '../kind-input.ts';
import { ownedRegistryKeys, registryKeys } from '../registry-keys.ts';
import { reporting } from '../reporting.ts';
import { end } from './end.ts';
import { lintDatagen } from './lint.ts';
import { variety } from './variety.ts';
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
export const datagen = kind({
  name: 'datagen',
  role: 'source',
  description: 'Makes events out of the contracts of its topics, exactly once, the same for the same seed.',
  words: datagenWords,
  definitions: datagenDefinitions,
  className: 'pipeline.connect.datagen.DatagenSourceConnector',
  fixed: { 'key.converter': bytes, 'value.converter': bytes, 'transaction.boundary': 'interval', ...reporting },
  owns: [ownedRegistryKeys],
  more: (input) => ({
    ...Object.fromEntries(Object.entries(standard).filter(([key]) => !Object.hasOwn(input.declaration.extra, key))),
    topics: [...input.topics.keys()].join(','),
    ...topicKeys(input.topics),
    ...registryKeys(input),
  }),
  needs: () => [],
  lint: lintDatagen,
  end,
  variety,
  offsetsAt: (n) => [{ partition: { source: 'datagen' }, offset: { n } }],
});

function topicKeys(topics: KindInput['topics']): ConnectorConfig {
  return Object.fromEntries(
    [...topics].flatMap(([name, topic]) => [
      ...(topic?.event === undefined ? [] : [[`topic.${name}.event`, literalJson(topic.event)]]),
      ...(topic?.key === undefined ? [] : [[`topic.${name}.key`, topic.key]]),
    ]),
  );
}
