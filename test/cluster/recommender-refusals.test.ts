import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from './harness.ts';
import { offsetsOf, RecommenderScene, withAdmin } from './recommender-scene.ts';

/** A recommender that learned ten users' clicks and was stopped. */
async function stopped(prefix: string): Promise<RecommenderScene> {
  const scene = new RecommenderScene(prefix);
  await scene.produce(0, 10);
  await scene.expectClean(10);
  await scene.stop();
  return scene;
}

/** What it said asks for a reset; after that all is as if it had learned from nothing but what there is now. */
async function expectHealed(scene: RecommenderScene, said: string, users: number): Promise<void> {
  expect(said).toContain(`pipeline recommender reset ${scene.name}`);
  const { exitCode, stderr } = await run(['recommender', 'reset', scene.name, '--yes']);
  expect(exitCode, stderr).toBe(0);
  await scene.expectClean(users);
  await scene.stop();
}

/** Removes a topic's oldest records, as retention does. */
const behead = (topic: string, offset: number) =>
  withAdmin(async (admin) => {
    await offsetsOf(admin, topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });
  });

describe.concurrent('what cannot be continued exactly is refused, nothing is overwritten, and the advice heals', () => {
  test('sources: records that went before they were learned; a topic that was created again', async () => {
    const scene = await stopped('sources');
    await scene.produce(5, 20);
    await behead(scene.clicks, 36);
    const removed = await scene.refused();
    expect(removed).toContain(`${scene.clicks}-0: Offsets 30 to 36 were removed before they were learned`);
    // Users 0 to 6 have no events any more, and so no lists.
    await expectHealed(scene, removed, 13);

    await scene.remove(scene.clicks);
    await scene.produce(3, 17);
    const again = await scene.refused();
    expect(again).toContain(`${scene.clicks}: The topic was created again since it was learned from`);
    await expectHealed(scene, again, 14);
    await run(['delete', scene.pipeline, '--purge', '--yes']);
  });

  test('the log: created again; without its beginning, where no state has learned it', async () => {
    const scene = await stopped('log');
    await scene.remove(scene.log);
    await scene.apply('stopped');
    const again = await scene.refused();
    expect(again).toContain(`${scene.log}: The log was created again since the state was written`);
    await expectHealed(scene, again, 10);

    rmSync(scene.folder, { recursive: true });
    await behead(scene.log, 1);
    const beheaded = await scene.refused();
    expect(beheaded).toContain('The log begins at 1, but is needed from 0 on: its oldest records were removed');
    await expectHealed(scene, beheaded, 10);
    await run(['delete', scene.pipeline, '--purge', '--yes']);
  });

  test('lists in more partitions than they were written to; a state of another configuration is not used', async () => {
    const scene = new RecommenderScene('lists');
    await scene.produce(0, 10);
    await scene.expectClean(10);
    await withAdmin(async (admin) => {
      const count = (await offsetsOf(admin, scene.lists)).length + 2;
      await admin.createPartitions({ topicPartitions: [{ topic: scene.lists, count }] });
    });
    const said = await scene.refused(true);
    expect(said).toMatch(/The list of u\d is in partition \d, where it does not belong/);
    expect(said).toContain('delete the topic and apply again');
    await scene.remove(scene.lists);
    await scene.expectClean(10);
    await scene.stop();

    const before = readdirSync(scene.folder).map((file) => join(scene.folder, file));
    expect(before.length).toBeGreaterThan(0);
    const { states } = await scene.expectClean(10, 2);
    for (const { state } of states) expect(before).not.toContain(state);
    await run(['delete', scene.pipeline, '--purge', '--yes']);
  });
});
