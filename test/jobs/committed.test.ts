import { expect, test } from 'vitest';
import { committedBySink } from '../../src/jobs/committed.ts';
import type { ManifestFile } from '../../src/jobs/runner.ts';

const file: ManifestFile = { uri: 'hdfs://h/a', topic: 'a', partition: 0, end: 1, records: 1, bytes: 1 };
const sink = (name: string) => ({ sink: name, format: 'json' as const, events: {} });
const job = { name: 'p.j', spec: { from: [sink('p.one'), sink('p.other')], work: {} } };
const of = (files: Readonly<Record<string, readonly ManifestFile[]>>) => ({
  manifest: async ({ sink }: { readonly sink: string }) => files[sink] ?? [],
});

test('a job over sinks that have committed nothing is refused, one of which only some have is not', async () => {
  expect(await committedBySink(job, of({ 'p.other': [file] }))).toEqual(
    new Map([
      ['p.one', []],
      ['p.other', [file]],
    ]),
  );
  await expect(committedBySink(job, of({}))).rejects.toMatchObject({
    message: 'Nothing is committed yet by p.one, p.other',
    where: 'job p.j',
    hint: expect.stringContaining('`pipeline apply`'),
  });
});

test('a job over topics reads no sink', async () => {
  expect(await committedBySink({ name: 'p.j', spec: { from: [{ topic: 'a' }], work: {} } }, of({}))).toEqual(new Map());
});
