import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyChain } from '../../src/verify/chain.ts';
import { type KeptProof, KeptProofs } from '../../src/verify/kept.ts';

const proof: KeptProof = {
  version: 3,
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
    expect((await kept('first').load('shop.lake', 'orders', 0))?.fingerprint).toBe('abc');
    expect(await kept('first').load('shop.lake', 'orders', 1)).toBeUndefined();
  });

  test('proves nothing of a cluster that was made anew under the same name', async () => {
    await kept('first').save('shop.lake', 'orders', 0, proof);
    expect(await kept('second').load('shop.lake', 'orders', 0)).toBeUndefined();
  });
});
