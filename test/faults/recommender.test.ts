import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { nightly } from '../cluster/environment.ts';
import { eventually, testCluster, uniqueName } from '../cluster/harness.ts';
import { Fleet } from './fleet.ts';
import { expectEqual, instances } from './recommender-equal.ts';
import { declareRecommender, Feed, numbers, setState, type Words } from './recommender-events.ts';

const size = nightly
  ? { events: 200_000, rate: 2_000, users: 800, items: 150, kills: 6 }
  : { events: 5_000, rate: 250, users: 120, items: 40, kills: 2 };

/** Partitions of sources and lists, and shards, that have nothing to do with each other. */
const words: Words = { sources: 3, users: 5, shards: 7, history: 400 };

interface Scene {
  readonly name: string;
  readonly topics: readonly [string, string];
  readonly words: Words;
  readonly feed: Feed;
  readonly fleet: Fleet;
}

let open: Scene | undefined;

async function scene(words: Words): Promise<Scene> {
  const name = uniqueName('equal');
  const topics = [`${name}-views`, `${name}-likes`] as const;
  await declareRecommender(name, topics, words);
  const feed = await Feed.open(topics, size.users, size.items);
  open = { name, topics, words, feed, fleet: new Fleet(name) };
  return open;
}

afterEach(async () => {
  if (open === undefined) return;
  const { name, topics, words, feed, fleet } = open;
  open = undefined;
  await fleet.end();
  await feed.close();
  await setState(name, topics, words, 'stopped');
});

const told = (what: string, facts: object) => process.stdout.write(`${what}: ${JSON.stringify(facts)}\n`);

test('kill -9 of one of three at random, again and again, changes nothing', async () => {
  const { name, feed, fleet } = await scene(words);
  fleet.start();
  fleet.start();
  await instances(name, 3);
  const next = numbers(5);
  const sending = feed.send(size.events, size.rate);
  const span = (size.events / size.rate) * 1_000;
  const killed: number[] = [];
  for (let time = 0; time < size.kills; time++) {
    await wait((span / (size.kills + 1)) * (0.5 + next()));
    const { pids } = fleet;
    const pid = pids[Math.floor(next() * pids.length)];
    if (pid === undefined) continue;
    await fleet.kill(pid);
    killed.push(pid);
  }
  await sending;
  await instances(name, 3);
  const { log, states, lists } = await expectEqual(name, feed, fleet, words.history);
  expect(killed.length).toBe(size.kills);
  told('kill -9', { kills: killed.length, events: log.events, repeated: log.repeated, states: states.length, lists });
});

test('an instance that was stopped past its session and wakes up as if nothing had been changes nothing', async () => {
  const { name, feed, fleet } = await scene({ ...words, history: 20 });
  fleet.start();
  fleet.start();
  const all = await instances(name, 3);
  const sending = feed.send(size.events, Math.min(size.rate, size.events / 32));
  const leader = all.find(({ leads }) => leads)?.state?.pid;
  if (leader === undefined) throw new Error('nobody leads');
  await wait(2_000);
  await fleet.freeze(leader);
  await wait(4_000);
  const follower = (await instances(name, 3)).find(({ leads }) => !leads)?.state?.pid;
  if (follower === undefined) throw new Error('nobody follows');
  await fleet.freeze(follower);
  await sending;
  const { log, states, lists } = await expectEqual(name, feed, fleet, 20);
  told('zombies', { leader, follower, events: log.events, repeated: log.repeated, states: states.length, lists });
});

test('lost, torn and flipped snapshots are replaced by the log', async () => {
  const { name, topics, words: declared, feed, fleet } = await scene({ ...words, sources: 1, users: 2, shards: 3 });
  const folder = join(testCluster().home, 'recommender', name);
  const files = () =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.bin'))
      .sort()
      .map((file) => join(folder, file));
  const newest = () => files().at(-1) ?? '';
  const faults = [
    (file: string) => truncateSync(file, readFileSync(file).length - 100),
    (file: string) => {
      const bytes = readFileSync(file);
      const at = Math.floor(bytes.length / 2);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 8, at);
      writeFileSync(file, bytes);
    },
    () => rmSync(folder, { recursive: true }),
  ];
  let events = 0;
  for (const fault of faults) {
    await feed.send(Math.floor(size.events / 5), size.rate * 4);
    await instances(name, 1);
    await setState(name, topics, declared, 'stopped');
    await eventually('the last snapshot', async () => (fleet.pids.length === 0 || undefined) && newest());
    fault(newest());
    await setState(name, topics, declared, 'running');
    events = (await expectEqual(name, feed, fleet, words.history)).log.events;
  }
  told('snapshots', { faults: faults.length, events });
});

test('1, then 3, then 1 instance: who comes takes over, who goes leaves nothing undone', async () => {
  const { name, feed, fleet } = await scene(words);
  await instances(name, 1);
  const sending = feed.send(size.events, Math.min(size.rate, size.events / 25));
  await wait(3_000);
  fleet.start();
  fleet.start();
  await instances(name, 3);
  await wait(4_000);
  await fleet.end();
  await instances(name, 1);
  await sending;
  const { log, states, lists } = await expectEqual(name, feed, fleet, words.history);
  told('1 → 3 → 1', { events: log.events, repeated: log.repeated, states: states.length, lists });
});
