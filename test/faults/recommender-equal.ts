import kafkajs from 'kafkajs';
import { expect } from 'vitest';
import { registerCodecs } from '../../src/clients/kafka/kafkajs-codecs.ts';
import { eventually, run, testCluster } from '../cluster/harness.ts';
import { counts } from '../recommender/naive.ts';
import type { Fleet } from './fleet.ts';
import type { Feed } from './recommender-events.ts';

interface Proof {
  readonly ok: boolean;
  readonly log: { readonly events: number; readonly repeated: number };
  readonly sources: readonly { readonly events: number; readonly broken: number; readonly lag: number }[];
  readonly states: readonly { readonly differences: number }[];
  readonly lists: { readonly published: number; readonly made: number; readonly different: number };
  readonly findings: readonly { readonly kind: string; readonly failure: boolean }[];
}

interface Instance {
  readonly id: string;
  readonly address: string;
  readonly leads: boolean;
  readonly state: { readonly pid: number } | null;
}

/** The running instances, once there are so many and all of them answer. */
export function instances(name: string, count: number): Promise<readonly Instance[]> {
  return eventually(
    `${count} instances`,
    async () => {
      const { stdout } = await run(['recommender', 'state', name, '-o', 'json']);
      const { instances }: { instances: readonly Instance[] } = JSON.parse(stdout);
      return instances.length === count && instances.every(({ state }) => state !== null) ? instances : undefined;
    },
    120,
  );
}

/** The records of a topic by kafkajs's own consumer: the latest value of each key. */
async function latest(topic: string): Promise<Map<string, string | null>> {
  registerCodecs();
  const { bootstrapServers } = testCluster().addresses.kafka;
  const kafka = new kafkajs.Kafka({ brokers: bootstrapServers.split(','), logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const behind = new Map(ends.flatMap(({ partition, low, high }) => (low === high ? [] : [[partition, Number(high)]])));
  const found = new Map<string, string | null>();
  const consumer = kafka.consumer({ groupId: `${topic}-count-${Date.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const { promise, resolve } = Promise.withResolvers<void>();
  if (behind.size === 0) resolve();
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      found.set(message.key?.toString() ?? '', message.value?.toString() ?? null);
      if (Number(message.offset) + 1 >= (behind.get(partition) ?? 0)) behind.delete(partition);
      if (behind.size === 0) resolve();
    },
  });
  await promise;
  await consumer.disconnect();
  return found;
}

/**
 * `recommender verify` finds no difference, and what was sent is what was counted: by the number of events and of
 * broken ones, by who has a list, and, while no history is full, by the counts of every item beside others that an
 * instance tells.
 */
export async function expectEqual(name: string, feed: Feed, fleet: Fleet, history: number): Promise<Proof> {
  const ran = await run(['recommender', 'verify', name, '--wait', '120s', '-o', 'json']);
  const proof: Proof = JSON.parse(ran.stdout);
  expect(
    proof.findings.filter(({ failure }) => failure),
    `${ran.stderr}\n${fleet.said}`,
  ).toEqual([]);
  expect(proof.ok).toBe(true);
  const sum = (of: 'events' | 'broken' | 'lag') => proof.sources.reduce((total, source) => total + source[of], 0);
  expect([proof.log.events, sum('events'), sum('lag')]).toEqual([feed.sent.length, feed.sent.length, 0]);
  expect([sum('broken'), (await latest(`${name}-lists.dead-letters`)).size]).toEqual([feed.broken, feed.broken]);
  const lists = await latest(`${name}-lists`);
  expect([...lists.keys()].sort()).toEqual([...new Set(feed.sent.map(({ user }) => user))].sort());

  const largest = Math.max(...[...Map.groupBy(feed.sent, ({ user }) => user).values()].map((own) => own.length));
  if (largest > history) return proof;
  const expected = counts(feed.sent, history);
  const [instance] = await instances(name, (await instances(name, fleet.pids.length)).length);
  let compared = 0;
  for (const [item, itemCount] of expected.itemCount) {
    const answer = await fetch(`http://${instance?.address}/similar/${item}`);
    const { items }: { items: { item: string; pairs: number; itemCount: number }[] } = JSON.parse(await answer.text());
    for (const other of items) {
      expect(other.pairs, `${item} ${other.item}`).toBe(expected.pairs.get(`${item} ${other.item}`));
      expect(other.itemCount).toBe(expected.itemCount.get(other.item));
      compared++;
    }
    expect(itemCount).toBeGreaterThan(0);
  }
  expect(compared).toBeGreaterThan(expected.itemCount.size);
  return proof;
}
