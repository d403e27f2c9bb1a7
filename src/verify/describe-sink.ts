import { createHash } from 'node:crypto';
import type { ConnectorConfig } from '../components/kind.ts';
import type { EventContract } from '../language/model.ts';
import type { Stores } from '../store/location.ts';
import { readContract } from './read-contract.ts';
import type { ProvableSink } from './sink.ts';

const CLASS = 'pipeline.connect.filesystem.FilesystemSinkConnector';
const CONTRACT = 'event.';

/** Whether a connector's files can be proven by a chain of commit links. */
function hasChain(config: ConnectorConfig): boolean {
  return config['connector.class'] === CLASS;
}

/**
 * Reads a sink's configuration, declared or live. `topics` are those it reads. A sink without commit links is described as unprovable.
 * UsageError when its store is not of this cluster.
 */
export async function describeSink(
  name: string,
  config: ConnectorConfig,
  topics: readonly string[],
  stores: Stores,
): Promise<ProvableSink> {
  if (!hasChain(config)) {
    return {
      name,
      unprovable: `${config['connector.class'] ?? 'this kind of sink'} keeps no record of what it stored`,
    };
  }
  const uri = config.path ?? '';
  const { store, path } = await stores.locate(uri.startsWith('file:') ? decodeURI(uri) : uri);
  const contracts = new Map<string, EventContract>();
  const contractDigests = new Map<string, string>();
  for (const topic of topics) {
    const text = config[CONTRACT + topic];
    const contract = text === undefined ? undefined : readContract(text);
    if (text === undefined || contract === undefined) continue;
    contracts.set(topic, contract);
    contractDigests.set(topic, createHash('sha256').update(text).digest('hex'));
  }
  const deadLetter = config['errors.deadletterqueue.topic.name'];
  return {
    name,
    store,
    root: path,
    connector: name,
    topics,
    format: config.format === 'parquet' ? 'parquet' : 'json',
    contracts,
    contractDigests,
    ...(deadLetter !== undefined && deadLetter !== '' && { deadLetter }),
    ...(config.transforms !== undefined && {
      incomparable: 'transforms change its records on the way, so its rows were not compared',
    }),
  };
}
