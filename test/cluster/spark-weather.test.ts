import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../../src/target/checkout.ts';
import { eventually, run, uniqueName } from './harness.ts';
import { done, filesIn, json, records, upWithSpark } from './spark-jobs.ts';
import { beaufort, dewPoint, heatIndex, type Observation, rolling, windChill } from './weather-formulas.ts';

beforeAll(upWithSpark);

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
  // Cold and windy, mild, hot and dry, hot and humid; by the second half of the hour the first observations leave the
  // history.
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
    const other = filesIn({
      'p.yaml': yaml('weather.sql').replace('of: main.temp', 'of: main.tmp'),
      'weather.sql': sql,
    });
    const refused = await run(['plan', 'p.yaml'], { directory: other });
    expect(refused.stderr).toMatch(/p\.yaml:\d+:\d+ error Spark refuses \S+: No such struct field `tmp` in `temp`/);
  });

  test('every observation once, equal to a plain computation, also when a batch is done again', async () => {
    const directory = filesIn({ 'p.yaml': yaml('weather.sql'), 'weather.sql': sql });
    await done(['apply', 'p.yaml', '--timeout', '180s'], { directory });
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
  });
});
