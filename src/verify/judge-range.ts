import type { ChainPlace } from './chain-state.ts';
import { fileFinding, type InspectedFile } from './data-files.ts';
import type { LiveRange } from './live-range.ts';
import type { Finding, OffsetRange } from './proof.ts';
import type { Differences } from './rows/name-differences.ts';

/** What one range turned out to be. Numbers are records. */
export interface RangeResult {
  readonly seq: number;
  readonly records: number;
  readonly stored: number;
  readonly missing: number;
  readonly duplicates: number;
  readonly changed: number;
  /** The files of the range, in its order, as they were seen: length and time say later whether they were touched. */
  readonly files: readonly { readonly bytes: number; readonly modified: number }[];
}

export interface RangeEvidence {
  readonly range: LiveRange;
  readonly place: ChainPlace;
  readonly files: readonly InspectedFile[];
  /** Committed records of the topic in the range; undefined when they cannot be counted. */
  readonly counted: number | undefined;
  /** Those of the counted without value, where the commit says that it only counted such; else undefined. */
  readonly tombstones: number | undefined;
  /** What could not be looked at, and why. */
  readonly unchecked: string | undefined;
  /** Set when rows were compared and differ. */
  readonly differences: Differences | undefined;
}

export interface RangeJudgement {
  readonly result: RangeResult;
  readonly findings: readonly Finding[];
}

const NAMED_AT_MOST = 10;

/** Weighs what was found in one range. Pure. */
export function judgeRange({
  range,
  place,
  files,
  counted,
  tombstones,
  unchecked,
  differences,
}: RangeEvidence): RangeJudgement {
  const findings: Finding[] = files.flatMap((file) => fileFinding(file, place, range));
  const find = (kind: Finding['kind'], { from, to }: OffsetRange, message: string, failure = true) =>
    findings.push({ kind, failure, message, ...place, range: { from, to } });

  if (unchecked !== undefined) find('unchecked', range, unchecked, false);
  if (counted !== undefined && counted !== range.records) {
    const message = `the topic has ${counted} committed records here, link ${range.seq} decided ${range.records}`;
    find(counted > range.records ? 'missing' : 'duplicate', range, message);
  }
  if (tombstones !== undefined && tombstones !== range.tombstones) {
    const message = `the topic has ${tombstones} records without value here, link ${range.seq} counted ${range.tombstones}`;
    find(tombstones < range.tombstones ? 'missing' : 'duplicate', range, message);
  }
  const records = counted ?? range.records;
  const stored = files.reduce((sum, file) => sum + file.rows, 0);
  const retired = range.retired.reduce((sum, file) => sum + file.records, 0);
  const balance = records - stored - retired - range.deadLettered.length - (tombstones ?? range.tombstones);
  const named = differences && nameDifferences(differences, retired, range, find);
  return {
    findings,
    result: {
      seq: range.seq,
      records,
      stored,
      missing: named?.missing ?? Math.max(0, balance),
      duplicates: named?.duplicates ?? Math.max(0, -balance),
      changed: named?.changed ?? 0,
      files: files.flatMap(({ entry }) =>
        entry === undefined ? [] : [{ bytes: entry.bytes, modified: entry.modified }],
      ),
    },
  };
}

type Find = (kind: Finding['kind'], range: OffsetRange, message: string) => void;

function nameDifferences(found: Differences, retired: number, range: OffsetRange, find: Find) {
  // the records of retired files have no row any more, and rightly so
  const excused = found.missing.length <= retired;
  const missing = excused ? [] : found.missing;
  nameEach(missing, 'missing', 'no row holds the record at offset', find);
  nameEach(found.duplicates, 'duplicate', 'more than one row holds the record at offset', find);
  nameEach(found.changed, 'changed', 'the stored row differs from the record at offset', find);
  if (found.strange > 0) find('duplicate', range, `${found.strange} stored rows belong to no record of the range`);
  return {
    missing: excused ? 0 : missing.length - retired,
    duplicates: found.duplicates.length + found.strange,
    changed: found.changed.length,
  };
}

function nameEach(offsets: readonly number[], kind: Finding['kind'], message: string, find: Find): void {
  for (const offset of offsets.slice(0, NAMED_AT_MOST)) {
    find(kind, { from: offset, to: offset + 1 }, `${message} ${offset}`);
  }
  const rest = offsets.slice(NAMED_AT_MOST);
  const [first, last] = [rest[0], rest.at(-1)];
  if (first === undefined || last === undefined) return;
  find(kind, { from: first, to: last + 1 }, `and ${rest.length} more between offsets ${first} and ${last}`);
}
