import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Stores } from '../../src/store/location.ts';
import type { Store } from '../../src/store/store.ts';
import { newDirectory, run, testCluster, testContext, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';

const double = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};

const decimal = (unscaled: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(unscaled);
  return bytes;
};

/** The second record, and what of its row is changed into what; the first gives its zero a neighbour to be found by. */
const records = [
  '{"id":"first","zero":5.5,"price":1}',
  '{"id":"\uFFFD here","zero":-0.0,"price":1.0000001,"big":90071992547409931}',
];

const lies = [
  ['minus zero into zero', Buffer.concat([double(5.5), double(-0)]), Buffer.concat([double(5.5), double(0)])],
  ['a decimal by 1e-7', decimal(100_000_010n), decimal(100_000_000n)],
  ['the last digit of an undeclared integer', Buffer.from('90071992547409931'), Buffer.from('90071992547409930')],
  [
    'a text into bytes that are no UTF-8',
    Buffer.from('\uFFFD here'),
    Buffer.from([0xff, 0xfe, 0xfd, ...Buffer.from(' here')]),
  ],
] as const;

describe('verify --deep finds values that only look alike', () => {
  const name = uniqueName('alike');
  const directory = newDirectory();
  let store: Store;
  let path: string;

  const verify = async () => {
    const { proof, exitCode } = await proofOf(directory, [], { sink: [`${name}.lake`], deep: true, wait: 90_000 });
    return { exitCode, findings: proof.sinks.flatMap(({ findings }) => findings) };
  };

  beforeAll(async () => {
    const yaml = `
pipeline: ${name}
events:
  thing: { fields: { id: string, zero: number, price: { type: number, decimals: 8 } } }
topics:
  ${name}: { event: thing, partitions: 1 }
sinks:
  lake: { from: ${name}, hdfs: { path: /${name}, format: parquet, compression: none, roll: { every: 3s } } }
`;
    writeFileSync(join(directory, 'alike.yaml'), yaml);
    const applied = await run(['apply', 'alike.yaml', '--yes'], { directory });
    expect(applied.exitCode, applied.stderr).toBe(0);
    const produced = await run(['produce', name], { directory, input: `${records.join('\n')}\n` });
    expect(produced.exitCode, produced.stderr).toBe(0);
    expect(await verify()).toEqual({ exitCode: 0, findings: [] });
    const listed = await run(['files', `${name}.lake`, '-o', 'json'], { directory });
    const [file] = JSON.parse(listed.stdout);
    ({ store, path } = await new Stores(testCluster().addresses, testContext()).locate(file.path));
  });

  afterAll(async () => {
    await run(['delete', name, '--purge', '--yes'], { directory });
  });

  test.each(lies)('%s', async (_what, from, to) => {
    const content = await store.readWhole(path);
    const changed = replaced(content, from, to);
    const put = (bytes: Buffer) => store.write(path, Readable.from([bytes]), true);
    await put(changed);
    const found = await verify();
    await put(content);
    expect(found.exitCode).toBe(3);
    expect(found.findings).toEqual([
      expect.objectContaining({ kind: 'changed', topic: name, range: { from: 1, to: 2 } }),
    ]);
  });
});

/** All of them: the footer's statistics may repeat a value. */
function replaced(content: Buffer, from: Buffer, to: Buffer): Buffer {
  const changed = Buffer.from(content);
  let count = 0;
  for (let at = changed.indexOf(from); at >= 0; at = changed.indexOf(from, at + 1)) {
    to.copy(changed, at);
    count++;
  }
  if (count === 0) throw new Error('the value stands nowhere in the file');
  return changed;
}
