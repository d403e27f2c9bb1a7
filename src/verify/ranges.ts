import { eachAtOnce, together } from '../base/together.ts';
import { committedRecords } from '../clients/kafka/committed.ts';
import { countCommitted } from '../clients/kafka/count-committed.ts';
import type { Bounds } from '../clients/kafka/fetch.ts';
import type { EventContract } from '../language/model.ts';
import { joinPath } from '../store/store.ts';
import { type InspectedFile, inspectFile } from './data-files.ts';
import { judgeRange, type RangeResult } from './judge-range.ts';
import type { LiveRange } from './live-range.ts';
import type { Finding } from './proof.ts';
import { type ComparedRange, type Comparing, compareSums, storesOffset } from './rows/compare.ts';
import { type Directories, directoriesOf } from './rows/directories.ts';
import { type Differences, nameDifferences } from './rows/name-differences.ts';
import { during, type Subject } from './subject.ts';
import { countsTombstones } from './tombstones.ts';

export interface RangesProof {
  readonly results: readonly RangeResult[];
  readonly findings: readonly Finding[];
}

const FILES_AT_ONCE = 16;
const RANGES_AT_ONCE = 10_000;

/**
 * Proves ranges that no earlier run has proven: their files against their links, their links against the topic. What is
 * found on the way is held for some ranges at a time.
 */
export async function proveRanges(
  subject: Subject,
  ranges: readonly LiveRange[],
  bounds: Bounds,
): Promise<RangesProof> {
  const commits = ranges.filter(({ restored }) => restored === undefined);
  const retries = ranges.filter(({ restored }) => restored !== undefined);
  const ascending = commits.sort((a, b) => a.from - b.from);
  const results: RangeResult[] = [];
  const findings: Finding[] = [];
  for (let at = 0; at < ascending.length; at += RANGES_AT_ONCE) {
    const some = await proveSome(subject, ascending.slice(at, at + RANGES_AT_ONCE), bounds);
    for (const result of some.results) results.push(result);
    for (const finding of some.findings) findings.push(finding);
  }
  // these lie within others: each is a pass of its own
  for (const retry of retries) {
    const one = await proveSome(subject, [retry], bounds);
    results.push(...one.results);
    findings.push(...one.findings);
  }
  return { results, findings };
}

async function proveSome(subject: Subject, ascending: readonly LiveRange[], bounds: Bounds): Promise<RangesProof> {
  const countable = ascending.filter((range) => whyUncounted(subject, range, bounds) === undefined);
  const { rows } = subject;
  const comparable = rows === undefined ? [] : countable.filter((range) => hasPresentContract(subject, range));
  const only = new Set(comparable);
  const readBySums = new Set(comparable.map(({ seq }) => seq));
  // how many dead letters a link stored later is known from the commits that met them
  const onlyCounted = countable.filter((range) => !only.has(range) && range.restored === undefined);
  const [files, counts] = await together(subject.signal, (start) =>
    Promise.all([
      start((signal) => inspectAll(during(subject, signal), ascending, readBySums)),
      start((signal) => count(during(subject, signal), onlyCounted)),
    ]),
  );
  const compared = rows && (await compare({ ...subject, rows }, comparable, files));
  const counted = new Map([...counts, ...(compared?.counted ?? [])]);
  const tombstones = new Map([...(await countTombstones(subject, onlyCounted)), ...(compared?.tombstones ?? [])]);

  const judged = ascending.map((range) =>
    judgeRange({
      range,
      place: { topic: subject.topic, partition: subject.partition },
      files: files.get(range.seq) ?? [],
      counted: counted.get(range.seq),
      tombstones: countsTombstones(range) ? tombstones.get(range.seq) : undefined,
      unchecked: whyUncounted(subject, range, bounds) ?? whyUncompared(subject, only, range),
      differences: compared?.differences.get(range.seq),
    }),
  );
  return { results: judged.map(({ result }) => result), findings: judged.flatMap(({ findings }) => findings) };
}

/** Why the topic cannot say how many records a range has; undefined when it can. */
function whyUncounted({ compacted }: Subject, { from, to, former }: LiveRange, { start }: Bounds): string | undefined {
  if (former === true) return 'the topic was deleted and created again since';
  if (compacted) return 'the topic is compacted, so its records cannot be counted';
  if (to <= start && from < to) return 'retention has removed these records from the topic';
  if (from < start) return 'retention has removed some of these records from the topic';
  return undefined;
}

function hasPresentContract({ sink, topic }: Subject, { contract }: LiveRange): boolean {
  return contract === undefined || contract === sink.contractDigests.get(topic);
}

function whyUncompared({ rows }: Subject, compared: ReadonlySet<LiveRange>, range: LiveRange): string | undefined {
  if (rows === undefined || compared.has(range)) return undefined;
  return 'written under another contract than the present one: counted, but rows not compared';
}

async function count({ kafka, topic, partition, progress }: Subject, ranges: readonly LiveRange[]) {
  const counts = await countCommitted(kafka, topic, partition, ranges, (records) => progress.records(records));
  return new Map(ranges.map(({ seq }, index) => [seq, counts[index] ?? 0]));
}

/** Records without value, dead-lettered ones left out, of those ranges that say they only counted such. */
async function countTombstones({ kafka, topic, partition }: Subject, ranges: readonly LiveRange[]) {
  const counts = new Map<number, number>();
  for (const range of ranges.filter(countsTombstones)) {
    const stores = storesOffset(range);
    let count = 0;
    for await (const { offset, value } of committedRecords(kafka, topic, partition, range)) {
      if (value === null && stores(offset)) count++;
    }
    counts.set(range.seq, count);
  }
  return counts;
}

/** `readBySums`: ranges whose rows are read later anyway, so that counting lines now would be reading twice. */
async function inspectAll(
  { sink, listing, progress, signal }: Subject,
  ranges: readonly LiveRange[],
  readBySums: ReadonlySet<number>,
): Promise<ReadonlyMap<number, readonly InspectedFile[]>> {
  const inspected = new Map<number, InspectedFile[]>(ranges.map(({ seq }) => [seq, []]));
  const files = ranges.flatMap(({ seq, files }) => files.map((file, index) => ({ seq, file, index })));
  await eachAtOnce(FILES_AT_ONCE, files, signal, async ({ seq, file, index }, until) => {
    const entry = listing.get(file.path) ?? (await sink.store.stat(joinPath(sink.root, file.path)));
    const found = await inspectFile(sink, file, entry, !readBySums.has(seq), until);
    const ofRange = inspected.get(seq);
    if (ofRange !== undefined) ofRange[index] = found;
    progress.files(1);
  });
  return inspected;
}

async function compare(
  subject: Comparing,
  ranges: readonly LiveRange[],
  files: ReadonlyMap<number, readonly InspectedFile[]>,
) {
  const directories = layoutReader(subject);
  const compared = ranges.map((range) => asCompared(range, files.get(range.seq) ?? [], directories(range)));
  const { records, tombstones, equal } = await compareSums(subject, compared);
  const counted = new Map(ranges.map(({ seq }, index) => [seq, records[index] ?? 0]));
  const withoutValue = new Map(ranges.map(({ seq }, index) => [seq, tombstones[index] ?? 0]));
  const differences = new Map<number, Differences>();
  for (const [index, entry] of compared.entries()) {
    // a file that is gone or damaged explains the difference
    const explained = entry.files.some(({ fault }) => fault !== undefined);
    if (equal[index] !== true && !explained) differences.set(entry.range.seq, await nameDifferences(subject, entry));
  }
  return { counted, tombstones: withoutValue, differences };
}

/** A layout that does not fit the contract is a link that somebody changed: no row is where it says. */
function readable(layout: string, contract: EventContract | undefined): Directories {
  try {
    return directoriesOf(layout, contract);
  } catch {
    return { expected: () => ' in no layout', stored: () => ' in a directory' };
  }
}

/** The directories of ranges; most have the layout of the range before. */
function layoutReader({ sink, topic }: Subject): (range: LiveRange) => Directories | undefined {
  const known = new Map<string, Directories>();
  return ({ layout }) => {
    if (layout === undefined) return undefined;
    const found = known.get(layout) ?? readable(layout, sink.contracts.get(topic));
    known.set(layout, found);
    return found;
  };
}

/** Where the link tells nothing, the files say themselves whether their rows have their places. */
function asCompared(
  range: LiveRange,
  files: readonly InspectedFile[],
  directories: Directories | undefined,
): ComparedRange {
  const placed = files.length > 0 && files.every(({ coordinates }) => coordinates);
  return { range, files, directories, beside: directories?.coordinates ?? placed };
}
