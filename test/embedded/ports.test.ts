import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { ClusterError } from '../../src/base/errors.ts';
import { choosePorts, isFree } from '../../src/embedded/ports.ts';

const allFree = async () => true;
const except =
  (...taken: number[]) =>
  async (port: number) =>
    !taken.includes(port);
/** Numbers for the place of Math.random, in turn. */
const numbers = (...values: number[]) => {
  let index = 0;
  return () => values[index++ % values.length] ?? 0;
};

describe('a port for each service', () => {
  test('is the usual one when nothing else is known', async () => {
    expect(await choosePorts({ kafka: 9092, connect: 8083 }, {}, new Set(), allFree)).toEqual({
      kafka: 9092,
      connect: 8083,
    });
  });

  test('is the one of the last time, even when the usual one is free again', async () => {
    expect(await choosePorts({ kafka: 9092 }, { kafka: 20_500 }, new Set(), allFree)).toEqual({ kafka: 20_500 });
  });

  test('is another when both are taken by other programs', async () => {
    const chosen = await choosePorts({ kafka: 9092 }, { kafka: 20_500 }, new Set(), except(9092, 20_500), numbers(0.5));
    expect(chosen).toEqual({ kafka: 26_000 });
  });

  test('is never given to two services, nor one that a running service of ours has', async () => {
    const chosen = await choosePorts(
      { a: 9000, b: 9000, c: 9001 },
      {},
      new Set([9001]),
      allFree,
      numbers(0.1, 0.1, 0.2),
    );
    expect(Object.values(chosen).sort()).toEqual([21_200, 22_400, 9000]);
  });

  test('is missed with a sentence when none is free', async () => {
    await expect(choosePorts({ kafka: 9092 }, {}, new Set(), async () => false)).rejects.toThrow(ClusterError);
  });
});

test('a port that somebody listens on is not free', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await isFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isFree(port)).toBe(true);
});
