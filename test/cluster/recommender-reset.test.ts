import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { RefusedError } from '../../src/base/errors.ts';
import reset from '../../src/verbs/recommender/reset.ts';
import { run, testContext } from './harness.ts';
import { withPage } from './page-json.ts';
import { offsetsOf, RecommenderScene, withAdmin } from './recommender-scene.ts';

const options = { cluster: 'embedded', output: 'text', var: {}, insecure: false, yes: false } as const;

/** `recommender reset NAME` on a terminal at which `answer` is typed; what it said. */
async function typed(name: string, answer: string): Promise<string> {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  input.write(`${answer}\n`);
  const context = testContext();
  await reset.run({ ...context, input }, [name], options);
  return context.messages.text;
}

const endOf = (topic: string) =>
  withAdmin(async (admin) => (await offsetsOf(admin, topic)).map(({ high }) => Number(high)));

test('it starts over at the right word only, and not while it runs; then all is learned from the sources again', async () => {
  const scene = new RecommenderScene('reset');
  await scene.produce(0, 12);
  await scene.expectClean(12);
  await withPage([], async (ask) => {
    const at = (path: string) => ask(`recommenders/${scene.name}${path}`);
    expect(await at('')).toMatchObject({ from: [scene.clicks], to: scene.lists, instances: [{ leads: true }] });
    const user = await at('/users/u1');
    const { stdout } = await run(['recommender', 'explain', scene.name, 'u1', '-o', 'json']);
    const { items, profile } = JSON.parse(stdout).explanation;
    expect(user).toMatchObject({ known: true, live: true, items, history: profile });
    expect(await at('/users/nobody')).toMatchObject({ known: false, live: true, history: [] });
    expect(await at(`/items/${profile[0].item}`)).toMatchObject({ item: profile[0].item });
    expect(await at('/items/nothing')).toEqual({ error: { message: 'No event on nothing is known.' } });
  });
  const early = await run(['recommender', 'reset', scene.name, '--yes']);
  expect([early.exitCode, early.stderr]).toEqual([1, expect.stringContaining('It runs, in 1 instance')]);
  await scene.stop();
  await withPage([], async (ask) => {
    const [written] = JSON.parse((await run(['recommender', 'list', scene.name, 'u1', '-o', 'json'])).stdout);
    const user = await ask(`recommenders/${scene.name}/users/u1`);
    expect(user).toMatchObject({ known: true, live: false, items: written.items });
    const similar = await ask(`recommenders/${scene.name}/items/i1`);
    expect(similar).toMatchObject({ error: { message: 'No instance of the recommender answers.' } });
  });

  const [before] = await endOf(scene.log);
  await expect(typed(scene.name, 'no')).rejects.toThrow(RefusedError);
  const silent = await run(['recommender', 'reset', scene.name]);
  expect([silent.exitCode, silent.stderr]).toEqual([1, expect.stringContaining('Nobody is there to answer')]);
  expect(await endOf(scene.log)).toEqual([before]);
  expect(existsSync(scene.folder)).toBe(true);

  expect(await typed(scene.name, 'yes')).toContain(`${scene.name} starts over`);
  expect(await endOf(scene.log)).toEqual([0]);
  expect(existsSync(scene.folder)).toBe(false);
  await scene.expectClean(12);

  await scene.stop();
  const { stdout, exitCode } = await run(['recommender', 'reset', scene.name, '--yes', '-o', 'json']);
  expect([exitCode, JSON.parse(stdout)]).toEqual([0, { name: scene.name, log: scene.log, folder: scene.folder }]);
  await run(['delete', scene.pipeline, '--purge', '--yes']);
});
