import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keepReport, readReport } from '../../src/acceptance/kept.ts';
import type { AcceptanceReport } from '../../src/acceptance/report.ts';
import { RefusedError } from '../../src/base/errors.ts';

const directory = mkdtempSync(join(tmpdir(), 'kept-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const place = { directory, environment: {} };
const report: AcceptanceReport = {
  version: 1,
  ok: true,
  cluster: 'embedded',
  began: '2026-11-30T12:00:00.000Z',
  seconds: 12,
  checks: [],
  plots: [],
};

test('the last report of a cluster is found again; one of a folder goes before it', () => {
  expect(readReport(place, 'embedded', undefined)).toBeUndefined();
  keepReport(place, { ...report, ok: false });
  keepReport(place, report);
  expect(readReport(place, 'embedded', undefined)?.report).toEqual(report);
  expect(readReport(place, 'other', undefined)).toBeUndefined();
  writeFileSync(join(directory, 'report.json'), JSON.stringify({ ...report, seconds: 99 }));
  expect(readReport(place, 'embedded', '.')).toMatchObject({
    where: join(directory, 'report.json'),
    report: { seconds: 99 },
  });
});

test('what is no report is refused, with its place', () => {
  writeFileSync(join(directory, 'report.json'), '{"version":2}');
  expect(() => readReport(place, 'embedded', '.')).toThrow(RefusedError);
});
