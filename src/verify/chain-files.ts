import { createHash } from 'node:crypto';
import { pathText } from '../store/path-text.ts';
import { type Entry, joinPath, readWhole, type Store } from '../store/store.ts';
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

/** Links of one chain as they lie in the store. */
export interface StoredChain {
  /** Numbers of the links that exist, ascending. */
  readonly seqs: readonly number[];
  /** Digest of names, lengths and times of links up to `seq`: changes when any of them is touched. */
  fingerprint(seq: number): string;
  /** Reads the links after `seq`, in order; one that cannot be read is a finding. */
  readAfter(seq: number): Promise<{ readonly links: readonly Link[]; readonly findings: readonly Finding[] }>;
}

interface Place extends SinkPlace {
  readonly topic: string;
  readonly partition: number;
}

const seqOf = (entry: Entry) => Number(entry.path.slice(-17, -5));
const nameOf = (entry: Entry) => entry.path.slice(entry.path.lastIndexOf('/') + 1);

/** Directory of one partition's chain. */
export function chainDirectory({ root, connector, topic, partition }: Omit<Place, 'store'>): string {
  return joinPath(root, '_log', pathText(connector), topic, String(partition));
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
  const listed = await Promise.all(groups.map((group) => store.list(group.path)));
  const entries = listed.flat().filter((entry) => /^\d{12}\.json$/.test(nameOf(entry)));
  entries.sort((a, b) => seqOf(a) - seqOf(b));
  return {
    seqs: entries.map(seqOf),
    fingerprint(seq) {
      const digest = createHash('sha256');
      for (const entry of entries) {
        if (seqOf(entry) <= seq) digest.update(`${seqOf(entry)} ${entry.bytes} ${entry.modified}\n`);
      }
      return digest.digest('hex');
    },
    readAfter: (seq) =>
      readLinks(
        place,
        entries.filter((entry) => seqOf(entry) > seq),
        folds,
      ),
  };
}

function groupOf(entry: Entry): number {
  return Number(nameOf(entry).slice(0, 9));
}

async function readLinks(place: Place, entries: readonly Entry[], folds: ReadonlyMap<number, Entry>) {
  const texts = new Map<number, string>();
  const groups = new Set(entries.map((entry) => Math.floor(seqOf(entry) / GROUP)));
  for (const group of groups) {
    const fold = folds.get(group);
    if (fold === undefined) continue;
    const lines = (await readWhole(place.store, fold.path)).toString('utf8').split('\n');
    const first = group === 0 ? 1 : group * GROUP;
    for (const [index, line] of lines.entries()) texts.set(first + index, line);
  }
  const links: Link[] = [];
  const findings: Finding[] = [];
  for (let at = 0; at < entries.length; at += AT_ONCE) {
    const some = entries.slice(at, at + AT_ONCE);
    const read = await Promise.all(
      some.map(async (entry) => {
        const seq = seqOf(entry);
        return { seq, text: texts.get(seq) ?? (await readWhole(place.store, entry.path)).toString('utf8') };
      }),
    );
    for (const { seq, text } of read) {
      const result = tryParse(text, seq);
      if (typeof result !== 'string') links.push(result);
      else findings.push(unreadable(place, seq, result));
    }
  }
  return { links, findings };
}

function tryParse(text: string, seq: number): Link | string {
  try {
    const link = parseLink(text);
    return link.seq === seq ? link : `it says that it is link ${link.seq}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function unreadable({ topic, partition }: Place, seq: number, why: string): Finding {
  return { kind: 'broken-chain', failure: true, message: `link ${seq} cannot be read: ${why}`, topic, partition };
}
