import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyChain } from '../../src/verify/chain-state.ts';
import { type KeptProof, KeptProofs } from '../../src/verify/kept.ts';
import type { LiveRange } from '../../src/verify/live-range.ts';

const proof: KeptProof = {
  version: 5,
  place: 'hdfs://namenode/data',
  deep: false,
  fingerprint: 'abc',
  chain: emptyChain,
  results: [],
};

describe('a kept proof', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-proofs-'));
  const kept = (cluster: string) => new KeptProofs(folder, cluster, () => {});

  test('is there for the next run on the same cluster', async () => {
    await kept('first').save('shop.lake', 'orders', 0, proof);
    expect((await kept('first').find('shop.lake', 'orders', 0))?.head.fingerprint).toBe('abc');
    expect(await kept('first').find('shop.lake', 'orders', 1)).toBeUndefined();
  });

  test('proves nothing of a cluster that was made anew under the same name', async () => {
    await kept('first').save('shop.lake', 'orders', 0, proof);
    expect(await kept('second').find('shop.lake', 'orders', 0)).toBeUndefined();
  });

  test('comes back range by range, with what was retired', async () => {
    const ranges: LiveRange[] = Array.from({ length: 2_500 }, (_, index) => ({
      seq: index + 1,
      from: index,
      to: index + 1,
      records: 1,
      files: [{ path: `orders/${index}.json`, records: 1, bytes: 10, first: index, last: index }],
      retired: [],
      deadLettered: [],
      tombstones: 0,
      lost: [],
    }));
    const results = ranges.map(({ seq }) => {
      const files = [{ bytes: 10, modified: seq }];
      return { seq, records: 1, stored: 1, missing: 0, duplicates: 0, changed: 0, files };
    });
    const whole = { ...proof, chain: { ...emptyChain, ranges, retired: new Set(['orders/gone.json']) }, results };
    await kept('first').save('shop.lake', 'orders', 2, whole);
    expect(await (await kept('first').find('shop.lake', 'orders', 2))?.load()).toEqual(whole);
  });

  test('that cannot be written is told in a sentence', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const warned: string[] = [];
    await new KeptProofs(join(file, 'below'), 'first', (why) => warned.push(why)).save('shop.lake', 'orders', 0, proof);
    expect(warned).toEqual([expect.stringContaining('A part of the path is a file')]);
  });
});
