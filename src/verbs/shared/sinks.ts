import type { Context, GlobalOptions } from '../../base/context.ts';
import { UsageError } from '../../base/errors.ts';
import { closest } from '../../base/suggest.ts';
import type { Clients } from '../../clients/clients.ts';
import type { ConnectorConfig, LiveConnector } from '../../clients/connect/model.ts';
import { topicsFound, topicsRead } from '../../clients/connect/topics-read.ts';
import { kindsWithFiles, provableSink } from '../../components/kinds.ts';
import type { DesiredState } from '../../pipeline/compile/desired.ts';
import { readMark } from '../../pipeline/compile/mark.ts';
import type { DeskSink } from '../../pipeline/dead-letters/list.ts';
import { Stores } from '../../store/location.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import type { ProvableSink } from '../../verify/provable.ts';
import type { ChainSink } from '../../verify/sink.ts';
import { unreadableSink } from '../../verify/unreadable.ts';
import { loadDeclared } from './desired.ts';

interface NamedSink {
  /** `<pipeline>.<name>` */
  readonly name: string;
  readonly config: ConnectorConfig;
  readonly declared: boolean;
  readonly live: boolean;
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
 * The sinks that `files` declare (nothing means config/, where there is one), or those called `names`, live ones too.
 * What runs counts more than what is declared: a live configuration is the one that wrote the files. One that cannot be
 * looked up is among them, with its error. UsageError for an unknown name.
 */
export async function chooseSinks(
  source: SinkSource,
  files: readonly string[],
  names: readonly string[],
): Promise<readonly ProvableSink[]> {
  const chosen = names.length > 0 ? await namedSinks(source, files, names) : await allSinks(source, files);
  return Promise.all(
    chosen.map((sink) => describe(sink, source).catch((error: unknown) => unreadableSink(sink.name, error))),
  );
}

async function describe({ name, config, live }: NamedSink, source: SinkSource): Promise<ProvableSink> {
  const { cluster, context, clients } = source;
  const finds = topicsFound(config, []) !== undefined;
  const topics = topicsRead(config, finds ? await (await clients.admin()).listTopics() : []);
  return provableSink({ name, config, topics, live }, new Stores(cluster, context));
}

/**
 * The one sink with a list of files called `name`, live or else among `declared`, by default those of config/.
 * UsageError when there is none, or it keeps no list of files.
 */
export async function chainSink(
  source: SinkSource,
  name: string,
  declared?: DesiredState['connectors'],
): Promise<ChainSink> {
  const [found] =
    declared === undefined
      ? await namedSinks(source, [], [name])
      : await named([name], together(declared, await liveSinks(source)), source);
  const sink = found && (await describe(found, source));
  if (sink?.chain !== undefined) return sink.chain;
  throw new UsageError(`${name} keeps no list of committed files`, {
    hint: `Only sinks of the kinds ${kindsWithFiles()} do.`,
  });
}

/** The one sink called `name` with a dead-letter topic. UsageError when there is none, or it has no such topic. */
export async function deskSink(source: SinkSource, name: string): Promise<DeskSink> {
  const [found] = await namedSinks(source, [], [name]);
  const deadLetter = found?.config['errors.deadletterqueue.topic.name'] ?? '';
  if (found === undefined || deadLetter === '') {
    throw new UsageError(`${name} has no dead-letter topic: it stops at a record that it cannot store`, {
      hint: 'Declare `deadLetter` on it.',
    });
  }
  const { chain } = await describe(found, source);
  return { name: found.name, deadLetter, ...(chain !== undefined && { chain }) };
}

/** The one sink called `name` and its configuration. UsageError when there is none, or it tells not what it stored. */
export async function provableNamed(
  source: SinkSource,
  name: string,
): Promise<{ readonly sink: ProvableSink; readonly config: ConnectorConfig }> {
  const [found] = await namedSinks(source, [], [name]);
  const sink = found && (await describe(found, source));
  if (found !== undefined && sink?.catchesUp) return { sink, config: found.config };
  throw new UsageError(`${name} keeps no record of what it stored`, {
    hint: '`pipeline verify` says of each sink whether it does.',
  });
}

async function allSinks(source: SinkSource, files: readonly string[]): Promise<readonly NamedSink[]> {
  const known = await knownSinks(source, files);
  return known.filter(({ declared, ours }) => declared || (ours && files.length === 0));
}

/** Sinks that all run are found without reading config/, so that a mistake there is in nobody's way. */
async function namedSinks(source: SinkSource, files: readonly string[], names: readonly string[]) {
  const live = await liveSinks(source);
  const allLive = files.length === 0 && names.every((name) => find(name, live).length === 1);
  return named(names, allLive ? live : await knownSinks(source, files), source);
}

async function liveSinks({ clients }: SinkSource): Promise<readonly NamedSink[]> {
  const sinks = (await clients.connect.connectors()).filter(({ type }) => type === 'sink');
  return sinks.map(({ name, config }) => ({
    name,
    config,
    declared: false,
    live: true,
    ours: readMark({ name, config }) !== undefined,
  }));
}

async function knownSinks(source: SinkSource, files: readonly string[]): Promise<readonly NamedSink[]> {
  const { context, options, cluster } = source;
  const { connectors } = await loadDeclared(context, files, options, cluster);
  return together(connectors, await liveSinks(source));
}

function together(desired: DesiredState['connectors'], live: readonly NamedSink[]): readonly NamedSink[] {
  const known = new Map<string, NamedSink>();
  for (const { name, role, config } of desired) {
    if (role === 'sink') known.set(name, { name, config, declared: true, live: false, ours: true });
  }
  for (const sink of live) known.set(sink.name, { ...sink, declared: known.has(sink.name) });
  return [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A sink is called by its whole name, by its own part when only one has it, or by `sinks.NAME`. */
function find(given: string, all: readonly NamedSink[]): readonly NamedSink[] {
  const exact = all.filter(({ name }) => name === given);
  const short = given.replace(/^sinks\./, '');
  return exact.length > 0 ? exact : all.filter(({ name }) => name.slice(name.indexOf('.') + 1) === short);
}

async function named(
  names: readonly string[],
  all: readonly NamedSink[],
  { clients }: Pick<SinkSource, 'clients'>,
): Promise<readonly NamedSink[]> {
  const chosen: NamedSink[] = [];
  for (const given of names) {
    const [found, ...others] = find(given, all);
    if (found === undefined) throw noSink(given, all, await clients.connect.connectors());
    const hint = [found, ...others].map(({ name }) => name).join(' or ');
    if (others.length > 0) throw new UsageError(`Several sinks are called ${given}`, { hint: `Say which: ${hint}.` });
    chosen.push(found);
  }
  return chosen;
}

function noSink(given: string, all: readonly NamedSink[], live: readonly LiveConnector[]): UsageError {
  if (live.some(({ name, type }) => name === given && type === 'source')) {
    return new UsageError(`${given} is a source: it writes to topics, and only sinks keep files`, {
      hint: `\`pipeline status ${given}\` shows it.`,
    });
  }
  const names = all.map(({ name }) => name);
  const near = closest(given, names);
  return new UsageError(`There is no sink called ${given}`, {
    hint: near === undefined ? '`pipeline status` lists the sinks.' : `Did you mean ${near}?`,
  });
}
