import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packLogRecord } from '../../src/recommender/log/log-codec.ts';
import { readingDigest, recommenderSpec } from '../../src/recommender/spec.ts';
import { encodeSnapshot } from '../../src/recommender/state/encode-snapshot.ts';
import { decodeSnapshot } from '../../src/recommender/state/snapshot.ts';
import { eventually, run, testCluster, uniqueName } from './harness.ts';

const name = uniqueName('proven');
const [source, to] = [`${name}-source`, `${name}-lists`];
const spec = {
  from: [source],
  to,
  user: 'u',
  item: 'i',
  weights: { view: 1, like: 3 },
  types: { [source]: { by: 'type' } },
  top: 4,
  history: 8,
  excludeKnown: true,
};
let producer: kafkajs.Producer;

async function declare(state: 'running' | 'stopped'): Promise<void> {
  const job = { version: 1, name, pipeline: name, kind: 'recommender', state, digest: 'one', spec };
  await run(['produce', '_pipeline.jobs', '--separator', '='], { input: `${name}=${JSON.stringify(job)}\n` });
}

const line = (user: number, item: number, type: string) => JSON.stringify({ u: `u${user}`, i: `i${item}`, type });

interface Proof {
  readonly ok: boolean;
  readonly log: { readonly events: number; readonly users: number; readonly forgotten: number };
  readonly states: readonly { readonly state: string; readonly differences: number }[];
  readonly lists: { readonly published: number; readonly made: number };
  readonly findings: readonly {
    readonly kind: string;
    readonly message: string;
    readonly user?: string;
    readonly failure: boolean;
  }[];
}

async function verify(wait = '60s'): Promise<Proof & { readonly exitCode: number }> {
  const { stdout, stderr, exitCode } = await run(['recommender', 'verify', name, '--wait', wait, '-o', 'json']);
  if (stdout === '') throw new Error(stderr);
  const proof: Proof = JSON.parse(stdout);
  return { ...proof, exitCode };
}

/** What `verify` finds after `harm`, until `mend`. */
async function foundAfter(harm: () => Promise<unknown>, mend: () => Promise<unknown>): Promise<Proof['findings']> {
  await harm();
  try {
    const { ok, exitCode, findings } = await verify('1s');
    expect([ok, exitCode]).toEqual([false, 3]);
    return findings.filter(({ failure }) => failure);
  } finally {
    await mend();
  }
}

beforeAll(async () => {
  const { bootstrapServers } = testCluster().addresses.kafka;
  const kafka = new kafkajs.Kafka({ brokers: bootstrapServers.split(','), logLevel: kafkajs.logLevel.NOTHING });
  producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  await run(['topics', 'create', source, '--partitions', '2']);
  const events = Array.from({ length: 240 }, (_, n) =>
    n % 60 === 59
      ? '{"broken'
      : line(n % 12, Math.floor((((n * 7919) % 1009) / 1009) * 30), n % 5 === 0 ? 'like' : 'view'),
  );
  await run(['produce', source], { input: `${events.join('\n')}\n` });
  await declare('running');
  await eventually(
    'all lists',
    async () => ((await verify()).ok && (await verify()).lists.published === 12) || undefined,
  );
});

afterAll(async () => {
  await declare('stopped');
  await producer.disconnect();
});

test('an explanation names the counts that the list follows from', async () => {
  const { stdout } = await run(['recommender', 'explain', name, 'u3', '-o', 'json']);
  const { known, items, explanation } = JSON.parse(stdout);
  expect(known).toBe(true);
  expect(explanation.profile.length).toBeGreaterThan(3);
  expect(explanation.items.map(({ item }: { item: string }) => item)).toEqual(
    items.map(({ item }: { item: string }) => item),
  );
  const linked = explanation.items.filter(({ score }: { score: number }) => score > 0);
  expect(linked.length).toBeGreaterThan(0);
  for (const { because, links } of linked) {
    const speakers = links.map(({ item }: { item: string }) => item);
    expect(because.every((item: string) => speakers.includes(item))).toBe(true);
  }
  const stranger = await run(['recommender', 'explain', name, 'stranger']);
  expect(stranger.exitCode).toBe(1);
  expect(stranger.stdout).toContain('Nothing is known of stranger');
});

test('a forgotten user is gone from lists and counts, and what comes later counts again', async () => {
  const before = await verify();
  const refused = await run(['recommender', 'forget', name, 'u5']);
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('--yes')]);
  const { stdout } = await run(['recommender', 'forget', name, 'u5', '--yes', '-o', 'json']);
  const { listGone, stays } = JSON.parse(stdout);
  expect(listGone).toBe(true);
  expect(stays.map(({ where }: { where: string }) => where)).toContain(`topic ${source}`);
  const after = await verify();
  expect(after.findings).toEqual([]);
  expect([after.log.events, after.log.forgotten, after.lists.published]).toEqual([before.log.events, 1, 11]);
  await run(['produce', source], { input: `${line(5, 2, 'view')}\n` });
  const again = await eventually('the new list', async () => {
    const proof = await verify();
    return proof.lists.published === 12 ? proof : undefined;
  });
  expect(again.findings).toEqual([]);
});

test('a changed list, a removed list, a changed count and an event too many are found, each with its place', async () => {
  await declare('stopped');
  const folder = join(testCluster().home, 'recommender', name);
  const file = await eventually('a proven snapshot', async () => {
    const { ok, states } = await verify('1s');
    const [first] = states;
    return ok && states.every(({ state }) => state.startsWith(folder)) ? first?.state : undefined;
  });
  const { stdout } = await run(['recommender', 'list', name, 'u1', '-o', 'json']);
  const [list] = JSON.parse(stdout);
  const write = (user: string, value: string | null) => producer.send({ topic: to, messages: [{ key: user, value }] });
  const restore = () => write('u1', JSON.stringify(list));

  expect(list.items.length).toBe(spec.top);
  const swapped = { ...list, items: [...list.items].reverse() };
  expect(await foundAfter(() => write('u1', JSON.stringify(swapped)), restore)).toContainEqual(
    expect.objectContaining({ kind: 'changed-list', user: 'u1', message: expect.stringContaining('place 1 is') }),
  );
  expect(await foundAfter(() => write('u1', null), restore)).toContainEqual(
    expect.objectContaining({ kind: 'missing-list', user: 'u1' }),
  );

  const bytes = readFileSync(file);
  const snapshot = decodeSnapshot(bytes);
  if (snapshot === undefined) throw new Error('the snapshot cannot be read');
  const { model } = snapshot;
  model.counters.pairs.add(0, 1, 1);
  const pair = `pairs(${model.items.name(0)}, ${model.items.name(1)})`;
  const changed = await foundAfter(
    async () => writeFileSync(file, encodeSnapshot(snapshot)),
    async () => writeFileSync(file, bytes),
  );
  expect(changed).toContainEqual(
    expect.objectContaining({ kind: 'changed-count', state: file, message: expect.stringContaining(pair) }),
  );
  expect(readdirSync(folder).length).toBeGreaterThan(0);

  const extra = packLogRecord({
    kind: 'events',
    reading: readingDigest(recommenderSpec(name, spec)),
    coverage: [{ topic: source, id: '', partition: 0, from: 0, to: 0 }],
    events: [{ source: 0, offset: 1_000_000, user: 'u2', item: 'i1', type: 'view', rating: null, time: 0 }],
    broken: [],
  });
  const found = await foundAfter(
    () => producer.send({ topic: `${name}-events`, messages: [{ value: extra }] }),
    async () => {},
  );
  expect(found).toContainEqual(expect.objectContaining({ kind: 'extra-event', offset: 1_000_000 }));
});
