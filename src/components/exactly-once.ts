import { isRecord } from '../base/values.ts';
import { literalJson } from '../clients/connect/literal-json.ts';
import type { ConnectorConfig } from '../clients/connect/model.ts';
import type { KindInput } from './kind-input.ts';
import { ownedRegistryKeys, registryKeys } from './registry-keys.ts';

const bytes = 'org.apache.kafka.connect.converters.ByteArrayConverter';

/**
 * What every sink of ours has that stores each record exactly once. Values come as bytes and are read once, by the
 * contract. Reading in large pieces, which arrive while others are at work; the witness tells the sink what Connect
 * does not (docs/sink.md).
 */
export const exactlyOnce: ConnectorConfig = {
  'key.converter': bytes,
  'value.converter': bytes,
  'consumer.override.isolation.level': 'read_committed',
  'consumer.override.interceptor.classes': 'pipeline.connect.sink.ConsumerWitness',
  'consumer.override.max.poll.records': '10000',
  'consumer.override.max.partition.fetch.bytes': '4194304',
  'consumer.override.receive.buffer.bytes': '-1',
  'consumer.override.session.timeout.ms': '10000',
};

/** Keys that such a sink decides beyond those: contracts, converters, the name that its consumer has. */
export const ownedExactlyOnce = [
  'event',
  'event.*',
  ownedRegistryKeys,
  'key.converter*',
  'value.converter*',
  'consumer.override.client.id',
];

/** A topic's contract, as such a sink's configuration holds it: its own, or that of all that have none. */
export const contractText = (config: ConnectorConfig, topic: string): string | undefined =>
  config[`event.${topic}`] ?? config.event;

/** Every topic's contract, or that of all topics of a pattern, and how the registry is reached where one needs it. */
export function contracts(input: KindInput): ConnectorConfig {
  const { pattern } = input.declaration;
  const declared = [...input.topics].flatMap(([name, topic]) =>
    isRecord(topic?.event)
      ? [[pattern === undefined ? `event.${name}` : 'event', literalJson(topic.event)] as const]
      : [],
  );
  return { ...Object.fromEntries(declared), ...registryKeys(input) };
}
