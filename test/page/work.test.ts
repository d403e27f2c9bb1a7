import { expect, test } from 'vitest';
import { RefusedError } from '../../src/base/errors.ts';
import { clock } from '../../src/base/process-context.ts';
import type { WorkLine } from '../../src/page/wire/work.ts';
import { Works } from '../../src/page/work.ts';

const never = new AbortController().signal;

async function linesOf(works: Works, name: string): Promise<readonly WorkLine[]> {
  const lines: WorkLine[] = [];
  for await (const line of works.follow(name, never)) lines.push(line);
  return lines;
}

test('everybody who looks is told how far it is, and how it ended, also later', async () => {
  const works = new Works(clock);
  const { promise, resolve } = Promise.withResolvers<void>();
  works.start('proof', async (tell) => {
    tell({ words: 'half of it', records: 5 });
    await promise;
    return 'all of it';
  });
  expect(() => works.start('proof', async () => '')).toThrow(RefusedError);
  const viewers = [linesOf(works, 'proof'), linesOf(works, 'proof')];
  resolve();
  for (const lines of await Promise.all(viewers)) {
    expect(lines.at(-1)).toMatchObject({ ended: expect.any(String), words: 'all of it' });
  }
  expect(await linesOf(works, 'proof')).toMatchObject([{ words: 'all of it' }]);
  expect(await linesOf(works, 'nothing of that name')).toMatchObject([{ ended: expect.any(String), words: '' }]);
});

test('one after the other, and what fails is told and holds up nothing', async () => {
  const works = new Works(clock);
  const order: string[] = [];
  works.start('first', async () => {
    order.push('first');
    await clock.sleep(5);
    order.push('first ends');
    throw new RefusedError('no');
  });
  works.start('second', async () => {
    order.push('second');
    return 'yes';
  });
  expect((await linesOf(works, 'second')).at(-1)).toMatchObject({ words: 'yes' });
  expect(await linesOf(works, 'first')).toMatchObject([{ error: { message: 'no' } }]);
  expect(order).toEqual(['first', 'first ends', 'second']);
  expect(works.isRunning('first')).toBe(false);
});
