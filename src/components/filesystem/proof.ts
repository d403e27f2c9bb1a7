import { createHash } from 'node:crypto';
import { PipelineError } from '../../base/errors.ts';
import { topicsFound } from '../../clients/connect/topics-read.ts';
import { keyTellingDecodersOf } from '../../encodings/record-decoder.ts';
import { parseContract } from '../../language/contract-json.ts';
import type { EventContract } from '../../language/model.ts';
import type { Stores } from '../../store/location.ts';
import { chainTopics, type SinkPlace } from '../../verify/chain-files.ts';
import type { ProvableSink } from '../../verify/provable.ts';
import { provableByChain } from '../../verify/prove-chain.ts';
import { contractText } from '../exactly-once.ts';
import type { DeployedSink } from '../kind.ts';
import { isDialect, sinkTables } from './ddl/sink-tables.ts';

/** A sink whose chains of commit links prove what it stored. UsageError when its store is not of this cluster. */
export async function proof({ name, config, topics: read, live }: DeployedSink, stores: Stores): Promise<ProvableSink> {
  const uri = config.path ?? '';
  const { store, path } = await stores.locate(uri.startsWith('file:') ? decodeURI(uri) : uri);
  const pattern = topicsFound(config, read)?.pattern;
  const stored = pattern === undefined ? [] : await storedTopics({ store, root: path, connector: name });
  const topics = [...new Set([...read, ...stored])].sort();
  const contracts = new Map<string, EventContract>();
  const contractDigests = new Map<string, string>();
  for (const topic of topics) {
    const text = contractText(config, topic);
    const contract = text === undefined ? undefined : parseContract(text);
    if (text === undefined || contract === undefined) continue;
    contracts.set(topic, contract);
    contractDigests.set(topic, createHash('sha256').update(text).digest('hex'));
  }
  const deadLetter = config['errors.deadletterqueue.topic.name'];
  return provableByChain({
    name,
    store,
    root: path,
    connector: name,
    topics: pattern === undefined ? read : topics,
    ...(pattern !== undefined && { pattern }),
    group: config['consumer.override.group.id'] ?? `connect-${name}`,
    format: config.format ?? '',
    contracts,
    decoderOf: keyTellingDecodersOf(Object.fromEntries(contracts), () => stores.registry),
    contractDigests,
    undeployed: !live,
    tableSql: (topic, system) => {
      const contract = contracts.get(topic);
      if (contract === undefined || !isDialect(system)) return undefined;
      return sinkTables(config, { topic, root: `${store.uri}${path}`, contract }, system);
    },
    ...(deadLetter !== undefined && deadLetter !== '' && { deadLetter }),
    ...(config.transforms !== undefined && {
      incomparable: 'transforms change its records on the way, so its rows were not compared',
    }),
  });
}

/** Those that a sink with a pattern has stored; a store that does not answer is told by whoever asks it next. */
async function storedTopics(place: SinkPlace): Promise<readonly string[]> {
  try {
    return await chainTopics(place);
  } catch (error) {
    if (error instanceof PipelineError) return [];
    throw error;
  }
}
