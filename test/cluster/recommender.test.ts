import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { kafkaConfig } from '../../src/clients/kafka/client.ts';
import { committedRecords } from '../../src/clients/kafka/committed.ts';
import { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { unpackLogRecord } from '../../src/recommender/log/log-codec.ts';
import { counts, lists, type NaiveCounts, type NaiveEvent, recommend } from '../recommender/naive.ts';
import { eventually, run, testCluster, testContext, uniqueName } from './harness.ts';

const weights: Readonly<Record<string, number>> = { view: 1, like: 4 };
const [top, history] = [5, 12];

interface Source {
  readonly user_id: string;
  readonly item_id?: string;
  readonly event_type: string;
  readonly rating?: number;
  readonly timestamp: string;
}

/** Reproducible events; every 50th lacks its item. */
function source(count: number, seed: number): Source[] {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, (_, index) => ({
    user_id: `u${next(25)}`,
    ...(index % 50 !== 49 && { item_id: `i${next(8) * next(6)}` }),
    ...(next(4) === 0
      ? { event_type: 'rating', rating: 1 + next(5) }
      : { event_type: next(3) === 0 ? 'like' : 'view' }),
    timestamp: new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString(),
  }));
}

const produce = (topic: string, events: readonly Source[]) =>
  run(['produce', topic, '--key', 'user_id'], { input: events.map((event) => `${JSON.stringify(event)}\n`).join('') });

async function declare(name: string, from: readonly string[], to: string, state: 'running' | 'stopped') {
  const types = Object.fromEntries(from.map((topic) => [topic, { by: 'event_type' }]));
  const spec = {
    from,
    to,
    user: 'user_id',
    item: 'item_id',
    weights,
    rating: 'rating',
    time: 'timestamp',
    types,
    top,
    history,
    excludeKnown: true,
  };
  const job = { version: 1, name, pipeline: name, kind: 'recommender', state, digest: 'one', spec };
  await run(['produce', '_pipeline.jobs', '--separator', '='], { input: `${name}=${JSON.stringify(job)}\n` });
}

interface Found {
  readonly offset: number;
  readonly key: string;
  readonly value: string;
  readonly bytes: Buffer | null;
}

/** Records of a topic, all partitions. */
async function read(kafka: RawKafka, topic: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    for await (const { offset, key, value } of committedRecords(kafka, topic, partition, { from: start, to: end })) {
      found.push({ offset, key: key?.toString() ?? '', value: value?.toString() ?? '', bytes: value });
    }
  }
  return found;
}

interface Logged extends NaiveEvent {
  readonly log: number;
}

/** The log's events, each at the first place where its source coordinates stand. */
function eventsOf(log: readonly Found[]): Logged[] {
  const seen = new Set<string>();
  return log.flatMap(({ offset: at, bytes }) => {
    const record = unpackLogRecord(bytes);
    if (record?.kind !== 'events') return [];
    return record.events.flatMap(({ source, offset, user, item, type, rating }) => {
      const from = record.coverage[source];
      const key = `${from?.topic}-${from?.partition}@${offset}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ user, item, weight: rating ?? weights[type] ?? 0, log: at }];
    });
  });
}

function digestOf({ popularity, itemCount, pairs, sequences }: NaiveCounts): string {
  let sum = 0n;
  for (const [kind, all] of Object.entries({ popularity, itemCount, pairs, sequences })) {
    for (const [key, count] of all) {
      const text = [kind, ...key.split(' '), count].join('\0');
      sum += BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 32)}`);
    }
  }
  return (sum % (1n << 128n)).toString(16).padStart(32, '0');
}

function killChild(name: string): boolean {
  const found = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .find((line) => line.includes(`recommender run ${name} `) || line.endsWith(`recommender run ${name}`));
  if (found === undefined) return false;
  process.kill(Number.parseInt(found, 10), 'SIGKILL');
  return true;
}

test('after kills in the middle of the events, counters and every written list equal a batch computation', async () => {
  const [name, clicks, likes, to] = [uniqueName('rec'), uniqueName('clicks'), uniqueName('likes'), uniqueName('lists')];
  for (const topic of [clicks, likes]) await run(['topics', 'create', topic, '--partitions', '2']);
  await declare(name, [clicks, likes], to, 'running');
  for (let part = 0; part < 4; part++) {
    await produce(clicks, source(200, 11 + part));
    await produce(likes, source(150, 91 + part));
    if (part < 2) await eventually('a life of the recommender to end', async () => killChild(name) || undefined);
  }
  const valid = 4 * (196 + 147);
  const state = async () => JSON.parse((await run(['recommender', 'state', name, '-o', 'json'])).stdout);
  await eventually(
    'all events to be learned',
    async () => (await state()).host?.metrics.records === valid || undefined,
    90,
  );
  await declare(name, [clicks, likes], to, 'stopped');
  const kept = await eventually('the state to be written', async () => {
    const { snapshot } = await state();
    return snapshot?.events === valid ? snapshot : undefined;
  });

  const kafka = new RawKafka(kafkaConfig(testCluster().addresses, testContext()));
  await kafka.connect();
  try {
    const events = eventsOf(await read(kafka, `${name}-events`));
    const sent = [...(await read(kafka, clicks)), ...(await read(kafka, likes))]
      .map(({ value }): Source => JSON.parse(value))
      .filter(({ item_id }) => item_id !== undefined)
      .map((one) => `${one.user_id} ${one.item_id} ${one.rating ?? weights[one.event_type]}`);
    expect(events.map(({ user, item, weight }) => `${user} ${item} ${weight}`).sort()).toEqual(sent.sort());
    expect(kept.digest).toBe(digestOf(counts(events, history)));
    expect(kept.broken).toBe(4 * (4 + 3));
    expect(new Set((await read(kafka, `${to}.dead-letters`)).map(({ key }) => key)).size).toBe(kept.broken);

    const written = (await read(kafka, to)).map(({ value }) => JSON.parse(value));
    expect(new Set(written.map(({ user }) => user)).size).toBe(25);
    for (const { user, items, asOf, log } of written) {
      expect(log).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
      const prefix = events.filter(({ log }) => log < asOf[`${name}-events`]);
      const list = lists(prefix, history).get(user) ?? [];
      const known = prefix.filter((event) => event.user === user);
      const expected = recommend(counts(prefix, history), list, { top, known });
      expect(
        items.map(({ item }: { item: string }) => item),
        `${user} as of ${JSON.stringify(asOf)}`,
      ).toEqual(expected);
    }
  } finally {
    await kafka.close();
  }

  const shown = await run(['recommender', 'list', name, 'u1', 'nobody']);
  expect(shown.exitCode).toBe(1);
  expect(shown.stdout).toMatch(/^u1 latest event 2026-01-01T/);
  expect(shown.stderr).toContain('No list is written for nobody\n');
});

test('a name that is not declared is answered with the nearest one', async () => {
  const [name, to] = [uniqueName('declared'), uniqueName('lists')];
  await declare(name, ['nothing'], to, 'stopped');
  const { exitCode, stderr } = await run(['recommender', 'list', `${name}x`]);
  expect(exitCode).toBe(64);
  expect(stderr).toContain(`Did you mean ${name}?`);
});

test('its topics are in the plan, and purging takes them with the group and the state', async () => {
  const name = uniqueName('purged');
  const yaml = `pipeline: ${name}
events: { click: { fields: { u: string, i: string } } }
topics: { ${name}-clicks: { event: click, key: u, partitions: 1 } }
recommender: { from: ${name}-clicks, to: ${name}-lists, user: u, item: i, weights: { click: 1 } }
`;
  const own = [`${name}-clicks`, `${name}-lists`, `${name}-lists.dead-letters`, `${name}.recommender-events`];
  const { stdout } = await run(['plan', '-'], { input: yaml });
  for (const topic of own) expect(stdout).toContain(`topic ${topic}\n`);
  expect((await run(['apply', '-'], { input: yaml })).exitCode).toBe(0);
  expect((await run(['plan', '-', '--detailed-exitcode'], { input: yaml })).exitCode).toBe(0);
  await run(['delete', name, '--purge', '--yes']);
  const left = JSON.parse((await run(['topics', 'list', '-o', 'json'])).stdout);
  expect(left.filter((topic: { name: string }) => own.includes(topic.name))).toEqual([]);
  expect((await run(['apply', '-'], { input: yaml })).exitCode).toBe(0);
  await run(['delete', name, '--purge', '--yes']);
});
