import { createHash } from 'node:crypto';
import { ServiceError } from '../base/errors.ts';
import { pathText } from '../store/path-text.ts';
import { type Entry, joinPath, type Store } from '../store/store.ts';
import { type Link, parseLink } from './link.ts';
import type { Finding } from './proof.ts';

const GROUP = 1_000;
const AT_ONCE = 16;

/** Where a sink keeps everything, and as which connector. */
export interface SinkPlace {
  readonly store: Store;
  /** The sink's path: `_log`, `_tmp` and the topics' directories are below it. */
  readonly root: string;
  readonly connector: string;
}

/** Some links in their order, and what is wrong with those that cannot be read. */
export interface ReadLinks {
  readonly links: readonly Link[];
  readonly findings: readonly Finding[];
}

/** Links of one chain as they lie in the store. */
export interface StoredChain {
  /** Numbers of the links that exist, ascending. */
  readonly seqs: readonly number[];
  /** Digest of names, lengths and times of links up to `seq`: changes when any of them is touched. */
  fingerprint(seq: number): string;
  /**
   * Reads the links after `seq`, some at a time; one that cannot be read is a finding. Folds spare most of the reading,
   * unless `own` asks for every link itself.
   */
  readAfter(seq: number, own?: boolean): AsyncGenerator<ReadLinks>;
}

interface Place extends SinkPlace {
  readonly topic: string;
  readonly partition: number;
}

/** A link as it was listed. */
interface ListedLink {
  readonly seq: number;
  readonly bytes: number;
  readonly modified: number;
}

const nameOf = (entry: Entry) => entry.path.slice(entry.path.lastIndexOf('/') + 1);

/** Directory of one partition's chain. */
function chainDirectory({ root, connector, topic, partition }: Omit<Place, 'store'>): string {
  return joinPath(root, '_log', pathText(connector), topic, String(partition));
}

/** Topics of which the sink has a chain, whether Kafka still has them or not. */
export async function chainTopics({ store, root, connector }: SinkPlace): Promise<readonly string[]> {
  const entries = await store.list(joinPath(root, '_log', pathText(connector)));
  return entries.filter(({ directory }) => directory).map(nameOf);
}

/** Partitions of `topic` that have a chain. */
export async function chainPartitions(place: SinkPlace, topic: string): Promise<readonly number[]> {
  const directory = joinPath(place.root, '_log', pathText(place.connector), topic);
  const entries = await place.store.list(directory);
  return entries
    .filter((entry) => entry.directory && /^\d+$/.test(nameOf(entry)))
    .map((entry) => Number(nameOf(entry)));
}

/** Lists a chain: one call per thousand links. */
export async function listChain(place: Place): Promise<StoredChain> {
  const { store } = place;
  const top = await store.list(chainDirectory(place));
  const folds = new Map(top.filter((entry) => /^\d{9}\.fold\.jsonl$/.test(nameOf(entry))).map((f) => [groupOf(f), f]));
  const groups = top.filter((entry) => entry.directory && /^\d{9}$/.test(nameOf(entry)));
  const listed: ListedLink[] = [];
  for (let at = 0; at < groups.length; at += AT_ONCE) {
    const some = await Promise.all(groups.slice(at, at + AT_ONCE).map((group) => listLinks(store, group)));
    listed.push(...some.flat());
  }
  listed.sort((a, b) => a.seq - b.seq);
  return {
    seqs: listed.map(({ seq }) => seq),
    fingerprint(until) {
      const digest = createHash('sha256');
      for (const { seq, bytes, modified } of listed) if (seq <= until) digest.update(`${seq} ${bytes} ${modified}\n`);
      return digest.digest('hex');
    },
    readAfter: (after, own = false) => readLinks(place, listed, after, folds, own),
  };
}

async function listLinks(store: Store, group: Entry): Promise<ListedLink[]> {
  const entries = await store.list(group.path);
  return entries
    .filter((entry) => /^\d{12}\.json$/.test(nameOf(entry)))
    .map((entry) => ({ seq: Number(nameOf(entry).slice(0, 12)), bytes: entry.bytes, modified: entry.modified }));
}

/** Path of the link `seq` of one partition's chain. */
export function linkPath(place: Omit<Place, 'store'>, seq: number): string {
  const [group, name] = [String(Math.floor(seq / GROUP)).padStart(9, '0'), String(seq).padStart(12, '0')];
  return joinPath(chainDirectory(place), group, `${name}.json`);
}

function groupOf(entry: Entry): number {
  return Number(nameOf(entry).slice(0, 9));
}

async function* readLinks(
  place: Place,
  listed: readonly ListedLink[],
  after: number,
  folds: ReadonlyMap<number, Entry>,
  own: boolean,
): AsyncGenerator<ReadLinks> {
  const groupAt = (index: number) => Math.floor((listed[index]?.seq ?? Number.NaN) / GROUP);
  let at = 0;
  while ((listed[at]?.seq ?? Number.NaN) <= after) at++;
  while (at < listed.length) {
    const group = groupAt(at);
    let end = at + 1;
    while (groupAt(end) === group) end++;
    yield* readGroup(place, listed.slice(at, end), await textsOf(place.store, group, folds.get(group)), own);
    at = end;
  }
}

async function* readGroup(
  place: Place,
  members: readonly ListedLink[],
  folded: ReadonlyMap<number, string>,
  own: boolean,
): AsyncGenerator<ReadLinks> {
  for (let at = 0; at < members.length; at += AT_ONCE) {
    const some = members.slice(at, at + AT_ONCE);
    const read = await Promise.all(
      some.map(async (listed) => ({
        seq: listed.seq,
        ...(await readLink(place, listed, folded.get(listed.seq), own)),
      })),
    );
    yield {
      links: read.flatMap(({ link }) => link ?? []),
      findings: read.flatMap(({ seq, fault }) => (fault === undefined ? [] : faulty(place, seq, fault))),
    };
  }
}

/** The texts of a group's links as its fold repeats them; none where it has no fold. */
async function textsOf(store: Store, group: number, fold: Entry | undefined): Promise<ReadonlyMap<number, string>> {
  if (fold === undefined) return new Map();
  const lines = (await store.readWhole(fold.path)).toString('utf8').split('\n');
  const first = group === 0 ? 1 : group * GROUP;
  return new Map(lines.map((line, index) => [first + index, line]));
}

/** A link, what is wrong with it, or both. */
interface ReadLink {
  readonly link?: Link;
  readonly fault?: string;
}

/**
 * Reads a link from its fold, when that is as long and `own` does not ask for the link itself; else the link, which the
 * fold must repeat.
 */
async function readLink(
  place: Place,
  { seq, bytes }: ListedLink,
  folded: string | undefined,
  own: boolean,
): Promise<ReadLink> {
  if (folded !== undefined && !own && Buffer.byteLength(folded) === bytes) return tryParse(folded, seq);
  const text = await ownText(place.store, linkPath(place, seq));
  const read = typeof text === 'string' ? tryParse(text, seq) : text;
  if (folded === undefined || text === folded) return read;
  // the fold still tells what the link was, so that what follows can be looked at
  return { ...tryParse(folded, seq), ...read, fault: read.fault ?? 'it differs from its copy in the fold' };
}

async function ownText(store: Store, path: string): Promise<string | ReadLink> {
  try {
    return (await store.readWhole(path)).toString('utf8');
  } catch (error) {
    if (error instanceof ServiceError) return { fault: `it cannot be read: ${error.message}` };
    throw error;
  }
}

function tryParse(text: string, seq: number): ReadLink {
  try {
    const link = parseLink(text);
    return link.seq === seq ? { link } : { fault: `it says that it is link ${link.seq}` };
  } catch (error) {
    return { fault: `it cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function faulty({ topic, partition }: Place, seq: number, fault: string): Finding {
  return { kind: 'broken-chain', failure: true, message: `link ${seq}: ${fault}`, topic, partition };
}
