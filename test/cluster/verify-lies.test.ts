import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { verify as proveSinks, type VerifyOptions } from '../../src/commands/verify.ts';
import { openParquet } from '../../src/files/parquet.ts';
import { Stores } from '../../src/store/location.ts';
import { joinPath, readWhole, type Store } from '../../src/store/store.ts';
import type { ListedFile } from '../../src/verify/committed-files.ts';
import type { Proof, SinkProof } from '../../src/verify/proof.ts';
import { newDirectory, run, testContext, uniqueName } from './harness.ts';

const COUNT = 2_000;

/** A pipeline whose sink commits every 200 records, so that its chain has many links. */
const pipelineOf = (name: string, topic: string, sink: string) => `
pipeline: ${name}
events:
  click:
    fields:
      timestamp: { type: string, format: date-time }
      user_id: { type: integer, minimum: 1, maximum: 1000 }
      price: { type: number, decimals: 2, minimum: 0 }
topics:
  ${topic}: { event: click, key: user_id, partitions: 2 }
sources:
  visitors:
    to: ${topic}
    datagen: { rate: 100000/s, count: ${COUNT}, seed: 7, fields: { user_id: { ids: [1, 1000] }, price: { range: [1, 99] } } }
sinks:
  lake: { from: ${topic}, ${sink} }
`;

const sinks = [
  { about: 'JSON in HDFS', scheme: 'hdfs', words: 'format: json' },
  { about: 'compressed JSON in S3', scheme: 's3', words: 'format: json, compression: gzip' },
  { about: 'Parquet in HDFS', scheme: 'hdfs', words: 'format: parquet, compression: none' },
] as const;

describe.each(sinks)('verify of $about', ({ scheme, words }) => {
  const name = uniqueName('lies');
  const topic = `${name}-clicks`;
  const directory = newDirectory();
  let store: Store;
  let root: string;
  let files: readonly ListedFile[];

  async function verify(more: Partial<VerifyOptions> = {}) {
    const context = testContext({ directory });
    const options = {
      cluster: 'embedded',
      output: 'json',
      var: {},
      insecure: false,
      deep: false,
      full: false,
    } as const;
    const exitCode = await proveSinks(context, [], { ...options, sink: [`${name}.lake`], ...more });
    const proof: Proof = JSON.parse(context.output.text);
    const [sink] = proof.sinks;
    if (sink === undefined) throw new Error(context.messages.text);
    expect(sink.ok).toBe(proof.ok);
    return { sink, exitCode, failures: sink.findings.filter(({ failure }) => failure) };
  }

  const sum = (
    { partitions }: SinkProof,
    of: 'missing' | 'duplicates' | 'changed' | 'records' | 'stored' | 'retired',
  ) => partitions.reduce((total, partition) => total + partition[of], 0);

  /** Tells one lie, looks, and takes the lie back. */
  async function lie(path: string, tell: (content: Buffer) => Promise<void>, look: () => Promise<void>): Promise<void> {
    const content = await readWhole(store, path);
    await tell(content);
    try {
      await look();
    } finally {
      await store.write(path, Readable.from([content]), true);
    }
    expect((await verify()).exitCode).toBe(0);
  }

  const pathOf = (file: ListedFile) => joinPath(root, file.path);

  function middle(): ListedFile {
    const ofPartition = files.filter(({ partition }) => partition === 1);
    const file = ofPartition[Math.floor(ofPartition.length / 2)];
    if (file === undefined) throw new Error('the sink has no file');
    return file;
  }

  beforeAll(async () => {
    const yaml = join(directory, 'lies.yaml');
    writeFileSync(
      yaml,
      pipelineOf(name, topic, `${scheme}: { path: /${name}, ${words}, roll: { every: 1s, records: 200 } }`),
    );
    const applied = await run(['apply', yaml, '--yes'], { directory });
    expect(applied.exitCode, applied.stderr).toBe(0);
    const location = await new Stores(inject('cluster').addresses, process.env).locate(`${scheme}:/${name}`);
    store = location.store;
    root = location.path;
    const { sink, exitCode } = await verify({ wait: '90s', deep: true });
    expect(sink.findings).toEqual([]);
    expect(exitCode).toBe(0);
    const listed = await run(['files', `${name}.lake`, '-o', 'json'], { directory });
    const parsed: readonly ListedFile[] = JSON.parse(listed.stdout);
    files = parsed.map((file) => ({ ...file, path: file.path.slice(file.path.indexOf(`${root}/`) + root.length + 1) }));
  });

  test('the truth is proven: every record once', async () => {
    const { sink } = await verify({ full: true });
    expect(sink.ok).toBe(true);
    expect(sum(sink, 'records')).toBe(COUNT);
    expect(sum(sink, 'stored')).toBe(COUNT);
    expect(sink.files).toBe(files.length);
    expect(files.length).toBeGreaterThan(4);
  });

  test('a deleted file is missing, with its records', async () => {
    const file = middle();
    await lie(
      pathOf(file),
      async () => void (await store.remove(pathOf(file), false)),
      async () => {
        const { exitCode, failures, sink } = await verify();
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
    const file = middle();
    const copy = copyOf(pathOf(file));
    await store.write(copy, Readable.from([await readWhole(store, pathOf(file))]), true);
    const { exitCode, failures, sink } = await verify();
    await store.remove(copy, false);
    expect(exitCode).toBe(3);
    expect(failures).toEqual([
      expect.objectContaining({
        kind: 'foreign-file',
        topic,
        partition: 1,
        range: file.range,
        file: copy.slice(root.length + 1),
      }),
    ]);
    expect(sum(sink, 'duplicates')).toBe(file.records);
    expect((await verify()).exitCode).toBe(0);
  });

  test('a file that readers do not take for data is reported, and nothing fails', async () => {
    const note = joinPath(root, topic, '_notes.txt');
    await store.write(note, Readable.from([Buffer.from('remember')]), true);
    const { exitCode, sink } = await verify();
    await store.remove(note, false);
    expect(exitCode).toBe(0);
    expect(sink.findings).toEqual([expect.objectContaining({ kind: 'foreign-file', failure: false, topic })]);
  });

  test('a truncated file is damaged', async () => {
    const file = middle();
    const cut = (content: Buffer) => store.write(pathOf(file), Readable.from([content.subarray(0, -9)]), true);
    await lie(pathOf(file), cut, async () => {
      const { exitCode, failures } = await verify();
      expect(exitCode).toBe(3);
      expect(failures).toEqual([
        expect.objectContaining({ kind: 'file-damaged', topic, partition: 1, range: file.range, file: file.path }),
      ]);
    });
  });

  test('one changed value is found by --deep, with the record', async () => {
    const file = middle();
    await lie(
      pathOf(file),
      (content) => changeOneValue(pathOf(file), content),
      async () => {
        const { exitCode, failures, sink } = await verify({ deep: true });
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
    const file = middle();
    const seq = file.path.slice(file.path.lastIndexOf('+') + 1).split('.')[0] ?? '';
    const link = joinPath(root, '_log', `${name}.lake`, topic, '1', '000000000', `${seq}.json`);
    await lie(
      link,
      async () => void (await store.remove(link, false)),
      async () => {
        const { exitCode, failures, sink } = await verify();
        expect(exitCode).toBe(3);
        expect(failures).toEqual([
          expect.objectContaining({ kind: 'broken-chain', topic, partition: 1, range: file.range }),
        ]);
        expect(sum(sink, 'missing')).toBe(file.records);
      },
    );
  });

  test('an edited link contradicts the topic', async () => {
    const file = middle();
    const seq = file.path.slice(file.path.lastIndexOf('+') + 1).split('.')[0] ?? '';
    const link = joinPath(root, '_log', `${name}.lake`, topic, '1', '000000000', `${seq}.json`);
    const edit = async (content: Buffer) => {
      const claims: { records: number; deadLettered: unknown[] } = JSON.parse(content.toString());
      claims.records += 1;
      claims.deadLettered = [{ offset: file.range.from, reason: 'invented' }];
      await store.write(link, Readable.from([Buffer.from(JSON.stringify(claims))]), true);
    };
    await lie(link, edit, async () => {
      const { failures } = await verify();
      expect(failures.map(({ kind }) => kind).sort()).toEqual(['dead-letter-missing', 'duplicate']);
    });
  });

  test('hdfs rm of a committed file retires it: still proven, and said', async () => {
    const file = middle();
    const removed = await run(['hdfs', 'rm', `${scheme}:${pathOf(file)}`, '--yes'], { directory });
    expect(removed.exitCode, removed.stderr).toBe(0);
    const { exitCode, sink } = await verify({ full: true, deep: true });
    expect(exitCode).toBe(0);
    expect(sum(sink, 'retired')).toBe(file.records);
    expect(sum(sink, 'stored')).toBe(COUNT - file.records);
  });

  /** Another digit in one row; the file's length and number of rows stay. */
  async function changeOneValue(path: string, content: Buffer): Promise<void> {
    if (path.endsWith('.parquet')) return put(path, await anotherPrice(content, path));
    if (!path.endsWith('.gz')) return put(path, anotherDigit(content));
    const packed = gzipSync(anotherDigit(gunzipSync(content)), { level: 9 });
    // what stands behind the end of a compressed stream is not read
    await put(path, Buffer.concat([packed, Buffer.alloc(content.length - packed.length)]));
  }

  const put = (path: string, content: Buffer) => store.write(path, Readable.from([content]), true);

  async function anotherPrice(content: Buffer, path: string): Promise<Buffer> {
    const file = await openParquet(store, path, content.length);
    const column = file.columns.findIndex(({ element }) => element.name === 'price');
    for await (const { values } of file.read()) {
      for (const price of values[column] ?? []) {
        const bytes = Buffer.alloc(8);
        bytes.writeBigInt64LE(BigInt(price));
        const at = content.indexOf(bytes);
        if (at < 0 || content.indexOf(bytes, at + 1) >= 0) continue;
        const changed = Buffer.from(content);
        changed.writeBigInt64LE(BigInt(price) + 1n, at);
        return changed;
      }
    }
    throw new Error('no price stands in the file exactly once');
  }
});

function anotherDigit(lines: Buffer): Buffer {
  const at = lines.indexOf('"price":') + '"price":'.length;
  const changed = Buffer.from(lines);
  changed[at] = changed[at] === 0x31 ? 0x32 : 0x31;
  return changed;
}
