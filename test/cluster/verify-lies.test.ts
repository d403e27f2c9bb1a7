import { beforeAll, describe, expect, test } from 'vitest';
import { joinPath } from '../../src/store/store.ts';
import type { SinkProof } from '../../src/verify/proof.ts';
import { withAnotherPrice } from './changed-value.ts';
import { run } from './harness.ts';
import { COUNT, StoredSink } from './stored-sink.ts';

const sinks = [
  { about: 'JSON in HDFS', scheme: 'hdfs', words: 'format: json' },
  { about: 'compressed JSON in S3', scheme: 's3', words: 'format: json, compression: gzip' },
  { about: 'Parquet in HDFS', scheme: 'hdfs', words: 'format: parquet, compression: none' },
] as const;

const sum = ({ partitions }: SinkProof, of: 'missing' | 'duplicates' | 'changed' | 'records' | 'stored' | 'retired') =>
  partitions.reduce((total, partition) => total + partition[of], 0);

describe.each(sinks)('verify of $about', ({ scheme, words }) => {
  let stored: StoredSink;
  let topic: string;

  beforeAll(async () => {
    stored = await StoredSink.make(scheme, words);
    topic = stored.topic;
  });

  test('the truth is proven: every record once', async () => {
    const { sink } = await stored.verify({ full: true });
    expect(sink.ok).toBe(true);
    expect(sum(sink, 'records')).toBe(COUNT);
    expect(sum(sink, 'stored')).toBe(COUNT);
    expect(sink.files).toBe(stored.files.length);
    expect(stored.files.length).toBeGreaterThan(4);
  });

  test('a deleted file is missing, with its records', async () => {
    const file = stored.middle();
    await stored.lie(
      stored.pathOf(file),
      async () => void (await stored.store.remove(stored.pathOf(file), false)),
      async () => {
        const { exitCode, failures, sink } = await stored.verify();
        expect(exitCode).toBe(3);
        expect(failures).toEqual([
          expect.objectContaining({ kind: 'file-missing', topic, partition: 1, range: file.range, file: file.path }),
        ]);
        expect(sum(sink, 'missing')).toBe(file.records);
      },
    );
  });

  test.each([
    ['beside it, under any name', (path: string) => path.replace(/([^/]+)$/, 'copy-$1')],
    ['into a directory below', (path: string) => path.replace(/([^/]+)$/, 'more/$1')],
  ])('a file that was copied %s is foreign, its records are twice', async (_where, copyOf) => {
    const file = stored.middle();
    const copy = copyOf(stored.pathOf(file));
    await stored.put(copy, await stored.store.readWhole(stored.pathOf(file)));
    const { exitCode, failures, sink } = await stored.verify();
    await stored.store.remove(copy, false);
    expect(exitCode).toBe(3);
    expect(failures).toEqual([
      expect.objectContaining({
        kind: 'foreign-file',
        topic,
        partition: 1,
        range: file.range,
        file: copy.slice(stored.root.length + 1),
      }),
    ]);
    expect(sum(sink, 'duplicates')).toBe(file.records);
    expect((await stored.verify()).exitCode).toBe(0);
  });

  test('a file that was copied into the path of the sink itself is foreign', async () => {
    const file = stored.middle();
    const copy = joinPath(stored.root, 'part-00000');
    await stored.put(copy, await stored.store.readWhole(stored.pathOf(file)));
    const { exitCode, failures } = await stored.verify();
    await stored.store.remove(copy, false);
    expect(exitCode).toBe(3);
    expect(failures).toEqual([expect.objectContaining({ kind: 'foreign-file', file: 'part-00000' })]);
  });

  test('a file that readers do not take for data is reported, and nothing fails', async () => {
    const note = joinPath(stored.root, topic, '_notes.txt');
    await stored.put(note, Buffer.from('remember'));
    const { exitCode, sink } = await stored.verify();
    await stored.store.remove(note, false);
    expect(exitCode).toBe(0);
    expect(sink.findings).toEqual([expect.objectContaining({ kind: 'foreign-file', failure: false, topic })]);
  });

  test('a truncated file is damaged', async () => {
    const file = stored.middle();
    const cut = (content: Buffer) => stored.put(stored.pathOf(file), content.subarray(0, -9));
    await stored.lie(stored.pathOf(file), cut, async () => {
      const { exitCode, failures } = await stored.verify();
      expect(exitCode).toBe(3);
      expect(failures).toEqual([
        expect.objectContaining({ kind: 'file-damaged', topic, partition: 1, range: file.range, file: file.path }),
      ]);
    });
  });

  test('one changed value is found by --deep, with the record', async () => {
    const file = stored.middle();
    await stored.lie(
      stored.pathOf(file),
      async (content) =>
        stored.put(stored.pathOf(file), await withAnotherPrice(stored.store, stored.pathOf(file), content)),
      async () => {
        const { exitCode, failures, sink } = await stored.verify({ deep: true });
        expect(exitCode).toBe(3);
        expect(failures).toEqual([expect.objectContaining({ kind: 'changed', topic, partition: 1 })]);
        const { from = -1, to = -1 } = failures[0]?.range ?? {};
        expect(to).toBe(from + 1);
        expect(from).toBeGreaterThanOrEqual(file.range.from);
        expect(to).toBeLessThanOrEqual(file.range.to);
        expect(sum(sink, 'changed')).toBe(1);
      },
    );
  });

  test('a removed link breaks the chain, with the offsets it held', async () => {
    const file = stored.middle();
    const link = stored.linkOf(file);
    await stored.lie(
      link,
      async () => void (await stored.store.remove(link, false)),
      async () => {
        const { exitCode, failures, sink } = await stored.verify();
        expect(exitCode).toBe(3);
        expect(failures).toEqual([
          expect.objectContaining({ kind: 'broken-chain', topic, partition: 1, range: file.range }),
        ]);
        expect(sum(sink, 'missing')).toBe(file.records);
      },
    );
  });

  test('an edited link contradicts the topic', async () => {
    const file = stored.middle();
    const link = stored.linkOf(file);
    const edit = async (content: Buffer) => {
      const claims: { records: number; deadLettered: unknown[] } = JSON.parse(content.toString());
      claims.records += 1;
      claims.deadLettered = [{ offset: file.range.from, reason: 'invented' }];
      await stored.put(link, Buffer.from(JSON.stringify(claims)));
    };
    await stored.lie(link, edit, async () => {
      const { failures } = await stored.verify();
      expect(failures.map(({ kind }) => kind).sort()).toEqual(['dead-letter-missing', 'duplicate']);
    });
  });

  test('hdfs rm of a committed file retires it: still proven, and said', async () => {
    const file = stored.middle();
    const removed = await run(['hdfs', 'rm', `${scheme}:${stored.pathOf(file)}`, '--yes'], {
      directory: stored.directory,
    });
    expect(removed.exitCode, removed.stderr).toBe(0);
    const { exitCode, sink } = await stored.verify({ full: true, deep: true });
    expect(exitCode).toBe(0);
    expect(sum(sink, 'retired')).toBe(file.records);
    expect(sum(sink, 'stored')).toBe(COUNT - file.records);
  });
});
