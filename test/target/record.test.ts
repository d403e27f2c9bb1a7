import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ClusterError } from '../../src/base/errors.ts';
import { identityOf, parseStat } from '../../src/base/process-identity.ts';
import { emptyRecord, isAlive, parseRecord, readRecord, writeRecord } from '../../src/target/record.ts';

const process_ = {
  name: 'kafka',
  pid: 4711,
  identity: '1000',
  since: '2026-01-01T00:00:00.000Z',
  port: 9092,
  log: '/logs/kafka.log',
  fingerprint: 'f',
};
const record = {
  version: 1,
  ports: { kafka: 9092 },
  addresses: { kafka: '127.0.0.1:9092' },
  processes: [process_],
} as const;

describe('the record of a cluster', () => {
  test('comes back as it was written, and leaves no draft beside it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'record-'));
    writeRecord(join(folder, 'cluster.json'), record);
    expect(readRecord(join(folder, 'cluster.json'))).toEqual(record);
    expect(readdirSync(folder)).toEqual(['cluster.json']);
  });

  test('is empty where there has never been a cluster', () => {
    expect(readRecord(join(tmpdir(), 'nowhere', 'cluster.json'))).toEqual(emptyRecord);
  });

  test.each([
    ['half of one', JSON.stringify(record).slice(0, 40)],
    ['another version', JSON.stringify({ ...record, version: 2 })],
    ['a process without a number', JSON.stringify({ ...record, processes: [{ ...process_, pid: undefined }] })],
  ])('is refused when it is %s', (_, text) => {
    expect(() => parseRecord(text, 'cluster.json')).toThrow(ClusterError);
  });
});

describe('a recorded process', () => {
  test('lives while the number belongs to the process that was started', () => {
    expect(isAlive(process_, () => '1000')).toBe(true);
  });

  test('is dead when its number belongs to a later process, or to none', () => {
    expect(isAlive(process_, () => '2000')).toBe(false);
    expect(isAlive(process_, () => undefined)).toBe(false);
  });

  test('is told by the system: this process is itself, and no process has this number', () => {
    expect(identityOf(process.pid)).toMatch(/./);
    expect(identityOf(process.pid)).toBe(identityOf(process.pid));
    expect(identityOf(2 ** 30)).toBeUndefined();
  });

  test('is not dead while one of its threads lives, though its first thread is a zombie', () => {
    const proc = mkdtempSync(join(tmpdir(), 'pipeline-'));
    const fields = ['Z', '1', ...Array.from({ length: 17 }, () => '0'), '206865', '0'];
    for (const thread of ['42', '43']) mkdirSync(join(proc, '42', 'task', thread), { recursive: true });
    writeFileSync(join(proc, '42', 'stat'), `42 (java) ${fields.join(' ')}\n`);
    expect(identityOf(42, proc)).toBe('206865');
    rmSync(join(proc, '42', 'task', '43'), { recursive: true });
    expect(identityOf(42, proc)).toBeUndefined();
  });

  test('may have a name of blanks and brackets', () => {
    const fields = ['S', '1', ...Array.from({ length: 17 }, () => '0'), '206865', '0'];
    expect(parseStat(`42 (a) b (c) ${fields.join(' ')}\n`)).toEqual({ state: 'S', parent: 1, started: '206865' });
  });
});
