import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { checkout } from '../../src/cluster/checkout.ts';
import type { Proof } from '../../src/verify/proof.ts';
import { eventually, run, uniqueName } from './harness.ts';
import { done, driverOf, filesIn, jobBecomes, json } from './spark-jobs.ts';
import { beaufort, dewPoint, heatIndex, type Observation, rolling, windChill } from './weather-formulas.ts';

/** Builds Spark's jars the first time. */
beforeAll(() => done(['up', '--with', 'spark']), 600_000);

const value = (line: string) => JSON.parse(JSON.parse(line).value);
const records = async <T>(topic: string): Promise<T[]> => {
  const { stdout } = await done(['consume', topic, '--from-beginning', '--exit', '-o', 'json']);
  return stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map(value);
};

describe('topics stored as Parquet', () => {
  const name = uniqueName('sparkparquet').replace('-', '');
  const yaml = (count: number, every: string) => `
pipeline: ${name}
events:
  click:
    fields: { timestamp: { type: string, format: date-time }, user_id: integer, seconds: { type: number, decimals: 2, minimum: 0 } }
topics: { ${name}: { event: click, key: user_id, partitions: 3 } }
sources:
  clicks:
    to: ${name}
    datagen: { rate: 1500/s, count: ${count}, seed: 3, fields: { user_id: { ids: [1, 50] }, seconds: { range: [0, 9] } } }
jobs:
  copy: { from: ${name}, hdfs: { path: /data/${name}, format: parquet }, spark: { every: ${every} } }
`;
  const job = `${name}.copy`;
  const verified = async () => json<Proof>(['verify', '--sink', job, '--wait', '60s']);

  test('a killed driver starts again, and nothing is missing or twice', async () => {
    const directory = filesIn({ 'p.yaml': yaml(12_000, '1s') });
    await done(['apply', 'p.yaml', '--timeout', '120s'], { directory });
    process.kill(driverOf(job), 'SIGKILL');
    const failed = await jobBecomes(job, ({ condition, restarts }) => condition === 'failed' || restarts > 0);
    if (failed.condition === 'failed') expect(failed.error).toContain('was killed by SIGKILL');
    await jobBecomes(job, ({ condition, restarts }) => condition === 'running' && restarts > 0);
    await eventually('all events', async () => (await records(name)).length === 12_000 || undefined);
    const { ok, sinks } = await verified();
    const sum = (of: 'records' | 'stored' | 'missing' | 'duplicates') =>
      sinks[0]?.partitions.reduce((total, one) => total + one[of], 0);
    expect({
      ok,
      records: sum('records'),
      stored: sum('stored'),
      missing: sum('missing'),
      twice: sum('duplicates'),
    }).toEqual({
      ok: true,
      records: 12_000,
      stored: 12_000,
      missing: 0,
      twice: 0,
    });
    expect((await done(['plan', 'p.yaml'], { directory })).stdout).toContain(
      'Plan: 0 to add, 0 to change, 0 to destroy.',
    );
  }, 300_000);

  test('a changed job goes on from its checkpoint', async () => {
    const directory = filesIn({ 'p.yaml': yaml(12_000, '2s') });
    expect((await done(['plan', 'p.yaml'], { directory })).stdout).toContain(
      'Plan: 0 to add, 1 to change, 0 to destroy.',
    );
    await done(['apply', 'p.yaml', '--timeout', '120s'], { directory });
    const { ok, sinks } = await verified();
    expect([ok, sinks[0]?.partitions.reduce((total, { stored }) => total + stored, 0)]).toEqual([true, 12_000]);
  }, 200_000);

  test('verify names a file that is gone, and tells one that is not listed', async () => {
    await done(['jobs', 'stop', job]);
    const listed = await json<{ path: string }[]>(['hdfs', 'ls', `/data/${name}/${name}`]);
    const [file = ''] = listed.map(({ path }) => path).filter((path) => path.endsWith('.parquet'));
    await done(['hdfs', 'get', file, join(filesIn({}), 'copy.parquet')]);
    await done(['hdfs', 'rm', file, '--yes']);
    const proof = await json<Proof>(['verify', '--sink', job]);
    expect(proof.ok).toBe(false);
    expect(new Set(proof.sinks[0]?.findings.map(({ kind }) => kind))).toEqual(new Set(['file-missing', 'missing']));
    await done(['delete', name, '--yes']);
  }, 120_000);
});

describe('the weather of cities, enriched', () => {
  const name = uniqueName('sparkweather').replace('-', '');
  const [raw, final] = [`${name}-raw`, `${name}-final`];
  const sql = readFileSync(join(checkout, 'hadoop/sql/weather.sql'), 'utf8').replaceAll('topic-weather', raw);
  const yaml = (query: string) => `
pipeline: ${name}
events:
  observation:
    fields:
      city: string
      region?: string
      dt: integer
      main: { fields: { temp: number, humidity: number, pressure?: number } }
      wind: { fields: { speed: number } }
topics:
  ${raw}: { event: observation, key: city, partitions: 2 }
  ${final}: { key: city, partitions: 2 }
jobs:
  enrich:
    from: ${raw}
    to: ${final}
    spark: { sql: ${query}, history: { by: city, time: dt, span: 1h, of: main.temp }, every: 1s }
`;
  const job = `${name}.enrich`;
  // Cold and windy, mild, hot and dry, hot and humid; by the second half of the hour the first observations leave the history.
  const observations = ['Lille', 'Nice', 'Brest'].flatMap((city, place) =>
    Array.from({ length: 24 }, (_, index): Observation => {
      const [temp, humidity] = [-15 + ((index * 7 + place * 13) % 60), 5 + ((index * 17 + place * 29) % 96)];
      return { city, dt: 1_760_000_000 + index * 300, temp, humidity, wind: (index * 3.1 + place) % 36 };
    }),
  );
  const produce = (some: readonly Observation[]) =>
    done(['produce', raw, '--key', 'city'], {
      input: some
        .map(({ city, dt, temp, humidity, wind }) =>
          JSON.stringify({ city, dt, main: { temp, humidity }, wind: { speed: wind } }),
        )
        .join('\n'),
    });
  type Enriched = Readonly<Record<string, number>> & { readonly city: string; readonly dt: number };

  test('SQL that Spark refuses is refused at plan, at its line', async () => {
    const directory = filesIn({
      'p.yaml': yaml('weather.sql'),
      'weather.sql': sql.replace('main.temp AS temp', 'main.tmp AS temp'),
    });
    const { exitCode, stderr } = await run(['plan', 'p.yaml'], { directory });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/weather\.sql:8:5 error Spark refuses \S+: No such struct field `tmp` in `temp`/);
  }, 60_000);

  test('every observation once, equal to a plain computation, also when a batch is done again', async () => {
    const directory = filesIn({ 'p.yaml': yaml('weather.sql'), 'weather.sql': sql });
    await done(['apply', 'p.yaml', '--timeout', '120s'], { directory });
    await produce(observations.filter(({ dt }) => dt < 1_760_003_600));
    const half = await eventually('the first half', async () => {
      const found = await records<Enriched>(final);
      return found.length >= observations.length / 2 ? found : undefined;
    });
    expect(half.length).toBe(observations.length / 2);
    await done(['jobs', 'stop', job]);
    // As if the driver had died after writing the last batch and before noting it.
    const commits = await json<{ path: string }[]>(['hdfs', 'ls', `/pipeline/checkpoints/${job}/result/commits`]);
    const last = commits
      .map(({ path }) => path)
      .toSorted((a, b) => Number(b.split('/').at(-1)) - Number(a.split('/').at(-1)))[0];
    await done(['hdfs', 'rm', last ?? '', '--yes']);
    await done(['jobs', 'run', job]);
    await produce(observations.filter(({ dt }) => dt >= 1_760_003_600));
    const all = await eventually('everything', async () => {
      const found = await records<Enriched>(final);
      return found.length >= observations.length ? found : undefined;
    });
    expect(all.length).toBe(observations.length);
    for (const { city, dt, temp, humidity, wind } of observations) {
      const found = all.find((one) => one.city === city && one.dt === dt);
      const { mean, size, trend } = rolling(
        observations.filter((one) => one.city === city && one.dt <= dt),
        dt,
      );
      expect(found?.temp_f).toBeCloseTo(temp * 1.8 + 32, 9);
      expect(found?.dew_point).toBeCloseTo(dewPoint(temp, humidity), 6);
      expect(found?.wind_chill).toBeCloseTo(windChill(temp, wind), 6);
      expect(found?.heat_index).toBeCloseTo(heatIndex(temp, humidity), 6);
      expect(found?.beaufort).toBe(beaufort(wind));
      expect([found?.history_size, found?.rolling_mean]).toEqual([size, expect.closeTo(mean, 6)]);
      if (trend === undefined) expect(found).not.toHaveProperty('trend');
      else expect(found?.trend).toBeCloseTo(trend, 4);
    }
    await done(['delete', name, '--yes']);
  }, 300_000);
});

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
  lake: { from: ${name}, hdfs: { path: /data/${name}, format: parquet, roll: { every: 5s } } }
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
    await done(['apply', 'p.yaml', '--timeout', '120s'], { directory });
    await done(['verify', 'p.yaml', '--wait', '60s'], { directory });
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
    await done(['delete', name, '--yes']);
  }, 300_000);

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
    expect(inject('cluster').addresses.name).toBe('embedded');
  }, 60_000);
});
