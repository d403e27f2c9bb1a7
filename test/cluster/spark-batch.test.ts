import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { run, testCluster, uniqueName } from './harness.ts';
import { done, filesIn, json, records, upWithSpark } from './spark-jobs.ts';

beforeAll(upWithSpark);

describe('jobs over stored files', () => {
  const name = uniqueName('sparkbatch').replace('-', '');
  const yaml = `
pipeline: ${name}
events:
  event:
    by: kind
    fields: { timestamp: { type: string, format: date-time }, user_id: { type: string, pattern: "^u[0-9]{3}$" }, item_id: { type: string, pattern: "^i[0-9]{2}$" } }
    types: { view: {}, rating: { rating: { type: integer, minimum: 1, maximum: 5 } } }
topics:
  ${name}: { event: event, key: user_id, partitions: 2 }
  ${name}-lists: { key: user, config: { cleanup.policy: compact } }
sources:
  events:
    to: ${name}
    datagen:
      rate: 3000/s
      count: 6000
      seed: 5
      types: { view: 3, rating: 1 }
      fields:
        user_id: { ids: [1, 120], as: "u{000}" }
        item_id: { ids: [1, 60], as: "i{00}", zipf: 0.6, taste: { of: user_id, clusters: 6, preferred: 1, loyalty: 0.9 } }
        rating: { range: [1, 5] }
sinks:
  lake: { from: ${name}, hdfs: { path: /data/${name}, format: parquet, coordinates: [partition, offset, timestamp, key, headers], roll: { every: 5s } } }
jobs:
  ratings:
    from: sinks.lake
    run: manual
    spark: { sql: "SELECT kind, count(*) AS events, sum(rating) AS stars FROM ${name} GROUP BY kind ORDER BY kind" }
  als:
    from: sinks.lake
    to: ${name}-lists
    run: manual
    spark: { als: { user: user_id, item: item_id, time: timestamp, weights: { view: 1, rating: 2 }, rating: rating, top: 5, excludeKnown: false, rank: 12, iterations: 6 } }
`;
  interface Event {
    readonly kind: string;
    readonly user_id: string;
    readonly item_id: string;
    readonly rating?: number;
  }

  test('SQL sees exactly the committed files; ALS finds the taste that the events were made with', async () => {
    const directory = filesIn({ 'p.yaml': yaml });
    await done(['apply', 'p.yaml', '--timeout', '180s'], { directory });
    await done(['verify', 'p.yaml', '--wait', '180s'], { directory });
    const events = await records<Event>(name);
    const ratings = events.filter(({ kind }) => kind === 'rating');
    const { result } = await json<{ result: unknown[] }>(['jobs', 'run', `${name}.ratings`, 'p.yaml'], { directory });
    expect(result).toEqual([
      { kind: 'rating', events: ratings.length, stars: ratings.reduce((sum, { rating = 0 }) => sum + rating, 0) },
      { kind: 'view', events: events.length - ratings.length },
    ]);
    const als = await json<{
      events: number;
      rows: number;
      evaluation: { cases: number; hitRate: number };
      beside: { cases: number }[];
    }>(['jobs', 'run', `${name}.als`, 'p.yaml'], { directory });
    const users = new Set(events.map(({ user_id }) => user_id));
    expect([als.events, als.rows, als.evaluation.cases]).toEqual([events.length, users.size, users.size]);
    // The sidecar's models were asked the same questions.
    expect(new Set(als.beside.map(({ cases }) => cases))).toEqual(new Set([users.size]));
    // Five of sixty items at random would hit in one case of twelve.
    expect(als.evaluation.hitRate).toBeGreaterThan(0.2);
    const lists = await records<{ user: string; items: { item: string; score: number }[] }>(`${name}-lists`);
    expect(lists.length).toBe(users.size);
    for (const { items } of lists) {
      expect(items.length).toBe(5);
      expect(items.map(({ score }) => score)).toEqual(items.map(({ score }) => score).toSorted((a, b) => b - a));
    }
    const kept = await json<{ state: string }>(['jobs', 'status', `${name}.als`, 'p.yaml'], { directory });
    expect(kept.state).toBe('FINISHED');
    // Spark left nothing where the command was typed.
    expect(readdirSync(directory)).toEqual(['p.yaml']);
    // The cluster knows nothing of jobs that are run by hand; what they wrote is told and taken all the same.
    expect((await done(['delete', name, '--purge', '--yes'])).stderr).toContain(`topic ${name}-lists`);
    const { stdout: topics } = await done(['topics', 'list', '-o', 'json']);
    expect(topics).not.toContain(name);
    expect(await json<unknown>(['jobs', 'status', `${name}.als`, 'p.yaml'], { directory })).toBeNull();
  });

  test('a job whose output topic is missing says so, and the next run heals', async () => {
    const directory = filesIn({ 'p.yaml': yaml });
    const { exitCode, stderr } = await run(['jobs', 'run', `${name}.als`, 'p.yaml', '--cluster', 'embedded'], {
      directory: filesIn({ 'p.yaml': yaml.replace(`to: ${name}-lists`, 'to: nowhere') }),
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('There is no topic nowhere');
    const failed = await json<{ state: string; error: string }>(['jobs', 'status', `${name}.als`, 'p.yaml'], {
      directory,
    });
    expect(failed).toMatchObject({ state: 'FAILED', error: 'There is no topic nowhere' });
    expect(testCluster().addresses.name).toBe('embedded');
  });
});

describe('values of every type', () => {
  const name = uniqueName('sparktypes').replace('-', '');
  const inputs = ['columns', 'lines', 'rows'] as const;
  const topic = (input: string) => `${name}-${input}`;
  const seen = `n, code, CAST(price AS STRING) AS price, base64(payload) AS payload, to_json(readings) AS readings, extra, unix_micros(at) AS at, unix_micros(since) AS since, unix_micros(sent) AS sent, CAST(exact AS STRING) AS exact, unix_micros(wall) AS wall, unix_date(day) AS day`;
  const yaml = `
pipeline: ${name}
events:
  all:
    timezone: Europe/Paris
    fields:
      n: integer
      code?: string
      price: { type: string, format: decimal, decimals: 2 }
      payload: { type: string, format: base64 }
      readings: { values: number }
      extra?: any
      at: { type: integer, format: epoch-milliseconds }
      since: { type: string, format: epoch-seconds }
      sent: { type: string, format: date-time, fraction: cut }
      exact: { type: string, format: date-time, fraction: nanoseconds }
      wall: { type: string, format: local-date-time }
      day: { type: string, format: date }
topics: { ${inputs.map((input) => `${topic(input)}: { event: all, partitions: 1 }`).join(', ')} }
sinks:
  columns: { from: ${topic('columns')}, hdfs: { path: /data/${name}/columns, format: parquet, by: [code, n], partitionColumns: drop, roll: { every: 1s } } }
  rows: { from: ${topic('rows')}, hdfs: { path: /data/${name}/rows, format: avro, compression: zstd, roll: { every: 1s } } }
  lines: { from: ${topic('lines')}, hdfs: { path: /data/${name}/lines, format: json, roll: { every: 1s } } }
jobs:
  stored:
    from: [sinks.columns, sinks.lines, sinks.rows]
    run: manual
    spark:
      sql: >-
        SELECT * FROM (${inputs.map((input) => `SELECT '${input}' AS via, ${seen} FROM \`${topic(input)}\``).join(' UNION ALL ')}) ORDER BY via, n
`;

  const plain = {
    price: '1e1',
    payload: 'AP8=',
    readings: { pm10: 12.5, o3: 31 },
    at: 1_767_225_600_123,
    since: '1767225600',
    sent: '2026-01-01T00:00:00.123456789Z',
    exact: '2026-01-01T00:00:00.123456789+01:00',
    wall: '2025-10-26T02:30:00',
    day: '2024-02-29',
  };
  const events = [
    { n: 1, ...plain, code: '01', extra: [1, 'a', { b: null }] },
    { n: 2, ...plain, code: '', price: '-9999999999999999.99', payload: '', readings: {}, wall: '2025-03-30T02:30:00' },
    {
      n: 3,
      ...plain,
      code: 'a/b ü+%',
      extra: 'x',
      sent: '0001-01-01T00:00:00Z',
      exact: '1677-09-21T00:12:45Z',
      day: '9999-12-31',
    },
  ];
  const stored = {
    price: '10.00',
    payload: 'AP8=',
    readings: '{"o3":31.0,"pm10":12.5}',
    at: 1_767_225_600_123_000,
    since: 1_767_225_600_000_000,
    sent: 1_767_225_600_123_456,
    exact: '1767222000123456789',
    wall: 1_761_438_600_000_000,
    day: 19_782,
  };
  const rows = [
    { n: 1, ...stored, code: '01', extra: '[1,"a",{"b":null}]' },
    {
      n: 2,
      ...stored,
      code: '',
      price: '-9999999999999999.99',
      payload: '',
      readings: '{}',
      wall: 1_743_298_200_000_000,
    },
    {
      n: 3,
      ...stored,
      code: 'a/b ü+%',
      extra: '"x"',
      sent: -62_135_596_800_000_000,
      exact: '-9223372035000000000',
      day: 2_932_896,
    },
  ];

  /** A map has no order, and Avro's reader keeps none. */
  const sorted = (map: string) => `{${map.slice(1, -1).split(',').toSorted().join(',')}}`;

  test('read from Parquet, its directories, Avro and JSON lines they are what the contract says', async () => {
    const directory = filesIn({ 'p.yaml': yaml });
    await done(['apply', 'p.yaml', '--timeout', '180s'], { directory });
    const input = `${events.map((event) => JSON.stringify(event)).join('\n')}\n`;
    for (const one of inputs) await done(['produce', topic(one)], { input });
    await done(['verify', 'p.yaml', '--deep', '--wait', '180s'], { directory });
    const { stdout } = await done(['jobs', 'run', `${name}.stored`, 'p.yaml', '-o', 'json'], { directory });
    const { result } = JSON.parse(stdout);
    const unordered = result.map((row: { readings: string }) => ({ ...row, readings: sorted(row.readings) }));
    expect(unordered).toEqual(inputs.flatMap((via) => rows.map((row) => ({ via, ...row }))));
    await done(['delete', name, '--purge', '--yes']);
  });
});
