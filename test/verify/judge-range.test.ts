import { describe, expect, test } from 'vitest';
import type { InspectedFile } from '../../src/verify/data-files.ts';
import { judgeRange, type RangeEvidence } from '../../src/verify/judge-range.ts';
import type { LiveRange } from '../../src/verify/live-range.ts';

const place = { topic: 'clicks', partition: 3 };
const file = { path: 'clicks/a.json', records: 8, bytes: 80, first: 100, last: 109 };
const range: LiveRange = {
  seq: 7,
  from: 100,
  to: 110,
  records: 10,
  files: [file],
  retired: [],
  deadLettered: [
    { offset: 101, reason: 'x' },
    { offset: 102, reason: 'y' },
  ],
  tombstones: 0,
  lost: [],
};
const entry = { path: '/x/clicks/a.json', directory: false, bytes: 80, modified: 1 };
const sound: InspectedFile = { file, rows: 8, entry, coordinates: false, fault: undefined };

const judge = (evidence: Partial<RangeEvidence>) =>
  judgeRange({
    range,
    place,
    files: [sound],
    counted: 10,
    tombstones: undefined,
    unchecked: undefined,
    differences: undefined,
    ...evidence,
  });

describe('a range', () => {
  test('is sound when stored and dead-lettered records are those of the topic', () => {
    const { result, findings } = judge({});
    expect(findings).toEqual([]);
    expect(result).toMatchObject({ records: 10, stored: 8, missing: 0, duplicates: 0 });
  });

  test('misses what the topic has and the link does not know', () => {
    const { result, findings } = judge({ counted: 12 });
    expect(findings).toMatchObject([{ kind: 'missing', failure: true, ...place, range: { from: 100, to: 110 } }]);
    expect(result).toMatchObject({ missing: 2, duplicates: 0 });
  });

  test('holds twice what the topic has once', () => {
    const { result, findings } = judge({ counted: 9 });
    expect(findings).toMatchObject([{ kind: 'duplicate', failure: true }]);
    expect(result).toMatchObject({ missing: 0, duplicates: 1 });
  });

  test('counts the tombstones that the topic has, and believes no others', () => {
    const counting = { ...range, records: 13, tombstones: 3 };
    expect(judge({ range: counting, counted: 13, tombstones: 3 })).toMatchObject({
      findings: [],
      result: { records: 13, stored: 8, missing: 0, duplicates: 0 },
    });
    const { result, findings } = judge({ range: counting, counted: 13, tombstones: 1 });
    expect(findings).toMatchObject([{ kind: 'missing', failure: true, range: { from: 100, to: 110 } }]);
    expect(result).toMatchObject({ missing: 2, duplicates: 0 });
  });

  test('says what could not be looked at, and fails for nothing', () => {
    const { result, findings } = judge({ counted: undefined, unchecked: 'retention' });
    expect(findings).toMatchObject([{ kind: 'unchecked', failure: false, message: 'retention' }]);
    expect(result).toMatchObject({ records: 10, missing: 0 });
  });

  test('does not miss the records of files that were retired', () => {
    const retired = { ...range, files: [], retired: [file] };
    const { result, findings } = judge({ range: retired, files: [] });
    expect(findings).toEqual([]);
    expect(result).toMatchObject({ stored: 0, missing: 0 });
  });

  test('does not excuse more missing records than were retired', () => {
    const differences = {
      missing: [100, 103, 104, 105, 106, 107, 108, 109, 101],
      duplicates: [],
      changed: [],
      strange: 0,
    };
    const { result } = judge({ range: { ...range, files: [], retired: [file] }, files: [], differences });
    expect(result.missing).toBe(1);
  });

  test('names ten records and counts the rest', () => {
    const changed = Array.from({ length: 15 }, (_, index) => 100 + index);
    const { findings, result } = judge({ differences: { missing: [], duplicates: [], changed, strange: 0 } });
    expect(findings).toHaveLength(11);
    expect(findings.at(-1)?.message).toContain('5 more');
    expect(result.changed).toBe(15);
  });
});
