import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clients } from '../clients/clients.ts';
import type { ClusterAddresses } from '../cluster/addresses.ts';
import { readMark } from '../compile/mark.ts';
import type { Context, GlobalOptions } from '../context.ts';
import { UsageError } from '../errors.ts';
import type { ConnectorConfig } from '../kinds/kind.ts';
import { closest } from '../language/suggest.ts';
import { topicsOf } from '../status/lag.ts';
import { Stores } from '../store/location.ts';
import { describeSink } from '../verify/describe-sink.ts';
import type { ChainSink, ProvableSink } from '../verify/sink.ts';
import { loadDesired } from './desired.ts';

interface NamedSink {
  /** `<pipeline>.<name>` */
  readonly name: string;
  readonly config: ConnectorConfig;
  readonly declared: boolean;
  readonly ours: boolean;
}

/** Where sinks are looked up. */
export interface SinkSource {
  readonly context: Context;
  readonly options: GlobalOptions;
  readonly clients: Clients;
  readonly cluster: ClusterAddresses;
}

/**
 * The sinks that `files` declare (nothing means config/, where there is one), or those called `names`, live ones too. What runs counts more
 * than what is declared: a live configuration is the one that wrote the files. UsageError for an unknown name.
 */
export async function chooseSinks(
  source: SinkSource,
  files: readonly string[],
  names: readonly string[],
): Promise<readonly ProvableSink[]> {
  const all = await knownSinks(source, files);
  const chosen =
    names.length === 0
      ? all.filter(({ declared, ours }) => (files.length > 0 ? declared : declared || ours))
      : named(names, all);
  const stores = new Stores(source.cluster, source.context.environment);
  const described: ProvableSink[] = [];
  for (const { name, config } of chosen) {
    described.push(await describeSink(name, config, await topicsRead(config, source.clients), stores));
  }
  return described;
}

/** The one filesystem sink called `name`. UsageError when there is none, or it keeps no committed files. */
export async function chainSink(source: SinkSource, name: string): Promise<ChainSink> {
  const [sink] = await chooseSinks(source, [], [name]);
  if (sink !== undefined && !('unprovable' in sink)) return sink;
  throw new UsageError(`${name} keeps no list of committed files`, {
    hint: 'Only sinks of the kinds hdfs, s3 and file do.',
  });
}

async function knownSinks({ context, options, clients, cluster }: SinkSource, files: readonly string[]) {
  const folder = existsSync(join(context.directory, 'config'));
  const declared = files.length > 0 || folder ? (await loadDesired(context, files, options, cluster)).connectors : [];
  const known = new Map<string, NamedSink>();
  for (const { name, role, config } of declared) {
    if (role === 'sink') known.set(name, { name, config, declared: true, ours: true });
  }
  for (const { name, type, config } of await clients.connect.connectors()) {
    if (type !== 'sink') continue;
    const ours = readMark(config) !== undefined;
    known.set(name, { name, config, declared: known.has(name), ours });
  }
  return [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A sink is called by its whole name, by its own part when only one has it, or by `sinks.NAME`. */
function named(names: readonly string[], all: readonly NamedSink[]): readonly NamedSink[] {
  return names.map((given) => {
    const short = given.replace(/^sinks\./, '');
    const exact = all.find(({ name }) => name === given);
    const ending = all.filter(({ name }) => name.slice(name.indexOf('.') + 1) === short);
    const found = exact ?? (ending.length === 1 ? ending[0] : undefined);
    if (found !== undefined) return found;
    const names = ending.length > 1 ? ending.map(({ name }) => name).join(' or ') : undefined;
    const near = closest(
      given,
      all.map(({ name }) => name),
    );
    throw new UsageError(ending.length > 1 ? `Several sinks are called ${given}` : `There is no sink called ${given}`, {
      hint: names ?? (near === undefined ? '`pipeline status` lists the sinks.' : `Did you mean ${near}?`),
    });
  });
}

async function topicsRead(config: ConnectorConfig, clients: Clients): Promise<readonly string[]> {
  if (config['topics.regex']) {
    const existing = await (await clients.admin()).listTopics();
    return topicsOf({ config }, existing);
  }
  return (config.topics ?? '').split(',').flatMap((topic) => topic.trim() || []);
}
