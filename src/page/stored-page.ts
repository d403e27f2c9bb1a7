import { printable } from '../base/text/printable.ts';
import { joinPath } from '../store/store.ts';
import { chainPartitions } from '../verify/chain-files.ts';
import { currentChain, filesOf, type ListedFile } from '../verify/committed-files.ts';
import type { Link } from '../verify/link.ts';
import type { Finding, PartitionProof } from '../verify/proof.ts';
import type { ProofResult } from '../verify/proof-results.ts';
import type { StoredTable } from '../verify/provable.ts';
import type { ChainSink } from '../verify/sink.ts';
import type { CommitRow, FileRow, FindingRow, ProvenRow, StoredPage } from './wire/stored.ts';

/** Links of each partition that are shown, and findings. */
const MOST = { links: 200, findings: 200 } as const;

/** What the commit logs of a sink tell. */
export interface Chains {
  readonly sink: ChainSink;
  readonly links: number;
  /** The newest links of each partition, newest first. */
  readonly newest: readonly (Link & { readonly topic: string; readonly partition: number })[];
  /** Newest first. */
  readonly files: readonly ListedFile[];
  readonly breaks: readonly Finding[];
}

/** Reads the chain of every partition. */
export async function readChains(sink: ChainSink): Promise<Chains> {
  const [newest, files, breaks]: [Chains['newest'][number][], ListedFile[], Finding[]] = [[], [], []];
  let links = 0;
  for (const topic of sink.topics) {
    for (const partition of await chainPartitions(sink, topic)) {
      let own: readonly Link[] = [];
      const chain = await currentChain(sink, topic, partition, (some) => {
        links += some.length;
        own = [...own, ...some].slice(-MOST.links);
      });
      newest.push(...own.map((link) => ({ ...link, topic, partition })));
      files.push(...filesOf(chain, { topic, partition }));
      breaks.push(...chain.breaks);
    }
  }
  newest.sort((a, b) => (a.time < b.time ? 1 : -1));
  const commits = newest.filter(({ kind }) => kind === 'commit');
  const times = new Map(commits.map(({ topic, partition, from, time }) => [`${topic}-${partition}-${from}`, time]));
  const timeOf = ({ topic, partition, range }: ListedFile) => times.get(`${topic}-${partition}-${range.from}`) ?? '';
  files.sort((a, b) => (timeOf(a) === timeOf(b) ? b.range.to - a.range.to : timeOf(a) < timeOf(b) ? 1 : -1));
  return { sink, links, newest, files, breaks };
}

/** What a sink's chains and its last proof say together. */
export function storedPage(
  name: string,
  place: string | undefined,
  chains: Chains | undefined,
  result: ProofResult | undefined,
  tables?: readonly StoredTable[],
): Omit<StoredPage, 'proving' | 'last'> {
  return {
    name,
    ...(place === undefined ? {} : { place: printable(place) }),
    ...(result === undefined ? {} : { proof: proofOf(result) }),
    ...(chains === undefined ? {} : { chain: chainOf(chains, result) }),
    ...(tables === undefined ? {} : { tables }),
  };
}

export const placeOf = ({ store, root }: ChainSink): string => `${store.uri}${joinPath(root)}`;

export const fileRow = ({ topic, partition, path, records, bytes, range }: ListedFile): FileRow => ({
  topic,
  partition,
  path: printable(path),
  records,
  bytes,
  ...range,
});

function chainOf(
  { links, newest, files, breaks }: Chains,
  result: ProofResult | undefined,
): NonNullable<StoredPage['chain']> {
  const sum = (of: (file: ListedFile) => number) => files.reduce((total, file) => total + of(file), 0);
  return {
    links,
    files: files.length,
    bytes: sum(({ bytes }) => bytes),
    records: sum(({ records }) => records),
    newest: newest.map((link) => commitRow(link, result)),
    breaks: breaks.map((finding) => `${placeText(finding)}: ${printable(finding.message)}`),
  };
}

function commitRow(link: Chains['newest'][number], result: ProofResult | undefined): CommitRow {
  const { topic, partition, seq, kind, time, from, to, records, files, deadLettered } = link;
  const said = kind === 'commit' ? saidOfRange(link, result) : undefined;
  return {
    ...{ topic, partition, seq, kind, time: printable(time), from, to, records },
    files: files.length,
    bytes: files.reduce((total, { bytes }) => total + bytes, 0),
    deadLettered: deadLettered.length,
    ...(said === undefined ? {} : { said }),
  };
}

/** What a proof says of the offsets of one commit; undefined where it did not come so far. */
function saidOfRange(
  { topic, partition, from, to }: Pick<CommitRow, 'topic' | 'partition' | 'from' | 'to'>,
  result: ProofResult | undefined,
): CommitRow['said'] {
  const isHere = (one: { readonly topic?: string; readonly partition?: number }) =>
    one.topic === topic && one.partition === partition;
  const found = result?.proof.findings.filter(
    (finding) =>
      finding.failure && isHere(finding) && finding.range && finding.range.from < to && finding.range.to > from,
  );
  if (found?.[0] !== undefined) return { ok: false, words: `${found[0].kind}: ${printable(found[0].message)}` };
  const covered = result?.proof.partitions.find(isHere)?.covered;
  if (covered === undefined || covered.from > from || covered.to < to) return undefined;
  return { ok: true, words: result?.last.deep ? 'every row compared' : 'counted' };
}

function proofOf({ last: { time, deep }, proof, more }: ProofResult): NonNullable<StoredPage['proof']> {
  const shown = proof.findings.slice(0, MOST.findings);
  return {
    time,
    deep,
    partitions: proof.partitions.map(provenRow),
    findings: shown.map(findingRow),
    more: more + proof.findings.length - shown.length,
  };
}

const provenRow = ({ covered, ...proof }: PartitionProof): ProvenRow => {
  const { topic, partition, records, stored, missing, duplicates, changed, deadLettered, lag } = proof;
  return { topic, partition, ...covered, records, stored, missing, duplicates, changed, deadLettered, lag };
};

const findingRow = (finding: Finding): FindingRow => ({
  kind: finding.kind,
  failure: finding.failure,
  place: placeText(finding),
  words: printable(finding.message),
  ...(finding.file === undefined ? {} : { file: printable(finding.file) }),
});

/** `clicks-0, offsets 10 to 19`. */
function placeText({ topic, partition, range }: Finding): string {
  const parts = [
    ...(topic === undefined ? [] : [partition === undefined ? topic : `${topic}-${partition}`]),
    ...(range === undefined ? [] : [`offsets ${range.from} to ${range.to - 1}`]),
  ];
  return printable(parts.join(', '));
}
