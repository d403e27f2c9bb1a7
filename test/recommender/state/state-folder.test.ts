import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Model } from '../../../src/recommender/model/model.ts';
import { streamSnapshot } from '../../../src/recommender/state/encode-snapshot.ts';
import { StateFolder } from '../../../src/recommender/state/state-folder.ts';

let folder: StateFolder;
beforeEach(() => {
  folder = new StateFolder(join(mkdtempSync(join(tmpdir(), 'recommender-')), 'state'));
});

async function write(applied: number): Promise<void> {
  const model = new Model({ history: 10, known: 15 });
  for (let event = 0; event < applied; event++) model.learn({ user: 'ann', item: `i${event}`, weight: 2, time: event });
  const progress = {
    applied,
    covered: new Map([['views 0', applied]]),
    topics: new Map([['views', 'a']]),
    events: applied,
    duplicates: 0,
    broken: 0,
    forgotten: new Map([['bob', new Map([['views 0', 4]])]]),
  };
  await folder.write(streamSnapshot({ digest: 'd', log: 'l', model, progress }), 'one');
}

const newest = () => join(folder.path, readdirSync(folder.path).sort().at(-1) ?? '');

test('what was written is read back, and only the last two are kept', async () => {
  for (const applied of [1, 20, 300]) await write(applied);
  expect(readdirSync(folder.path)).toHaveLength(2);
  const [snapshot] = folder.read().snapshots;
  expect(snapshot?.progress).toEqual({
    applied: 300,
    covered: new Map([['views 0', 300]]),
    topics: new Map([['views', 'a']]),
    events: 300,
    duplicates: 0,
    broken: 0,
    forgotten: new Map([['bob', new Map([['views 0', 4]])]]),
  });
  expect(snapshot?.model.histories[0]?.length).toBe(10);
  expect(snapshot?.model.histories[0]?.past).toHaveLength(5);
  expect(snapshot?.model.histories[0]?.time).toBe(299);
});

test('a torn newest snapshot is passed over for the one before', async () => {
  await write(5);
  await write(9);
  truncateSync(newest(), 100);
  const { snapshots, damaged } = folder.read();
  const [snapshot] = snapshots;
  expect(snapshot?.progress.applied).toBe(5);
  expect(damaged).toEqual([newest()]);
});

test('one flipped bit anywhere is noticed', async () => {
  await write(9);
  const bytes = readFileSync(newest());
  for (const at of [0, 30, Math.floor(bytes.length / 2), bytes.length - 1]) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    writeFileSync(newest(), flipped);
    expect(folder.read().snapshots[0], `byte ${at}`).toBeUndefined();
  }
});

test('a folder that does not exist holds nothing', async () => {
  expect(folder.read()).toEqual({ snapshots: [], damaged: [] });
});
