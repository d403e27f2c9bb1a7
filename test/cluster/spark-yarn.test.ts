import { beforeAll, describe, expect, test } from 'vitest';
import type { Proof } from '../../src/verify/proof.ts';
import { run, uniqueName } from './harness.ts';
import { done, driverOf, filesIn, jobBecomes, json, records } from './spark-jobs.ts';

const missing = process.env.SPARK_HOME === undefined;
const title = `jobs of Spark on YARN${missing ? ' (left out: SPARK_HOME names no Spark 4.0, see docs/spark.md)' : ''}`;

describe.skipIf(missing)(title, () => {
  const name = uniqueName('sparkyarn').replace('-', '');
  const directory = filesIn({
    'p.yaml': `
pipeline: ${name}
events:
  click: { fields: { user_id: integer, seconds: { type: number, decimals: 2, minimum: 0 } } }
topics: { ${name}: { event: click, key: user_id, partitions: 2 } }
sources:
  clicks: { to: ${name}, datagen: { count: 4000, seed: 3, fields: { user_id: { ids: [1, 50] }, seconds: { range: [0, 9] } } } }
jobs:
  copy: { from: ${name}, hdfs: { path: /data/${name}/copy, format: parquet }, spark: { master: yarn, every: 1s } }
  late: { from: ${name}, hdfs: { path: /data/${name}/late, format: parquet }, spark: { master: yarn, every: 1s }, state: "\${var:late}" }
  sums: { from: ${name}, run: manual, spark: { master: yarn, sql: "SELECT count(*) AS clicks, sum(seconds) AS seconds FROM ${name}" } }
`,
  });
  const apply = (late: string, ...more: string[]) =>
    done(['apply', 'p.yaml', '--yes', '--var', `late=${late}`, '--timeout', '240s', ...more], { directory });
  const isProven = async (job: string) => {
    const { ok, sinks } = await json<Proof>(['verify', '--sink', `${name}.${job}`, '--wait', '120s']);
    return [ok, sinks[0]?.partitions.reduce((sum, { stored }) => sum + stored, 0)];
  };

  beforeAll(() => done(['up', '--with', 'yarn,spark']), 600_000);

  test('a killed driver starts again there; who finds no room says so and runs when there is; a sum is right', async () => {
    await apply('stopped');
    process.kill(driverOf(`${name}.copy`), 'SIGKILL');
    await jobBecomes(`${name}.copy`, ({ condition, restarts }) => condition === 'running' && restarts > 0, 240);
    expect(await isProven('copy')).toEqual([true, 4000]);

    await apply('running', '--no-wait');
    const { condition, waits } = await jobBecomes(`${name}.late`, (state) => state.waits !== undefined, 240);
    expect([condition, waits]).toEqual([
      'starting',
      expect.stringMatching(/waits for its master in queue root\.default/),
    ]);
    await done(['jobs', 'stop', `${name}.copy`]);
    await jobBecomes(`${name}.late`, (state) => state.condition === 'running' && state.waits === undefined, 240);
    expect(await isProven('late')).toEqual([true, 4000]);
    await done(['jobs', 'stop', `${name}.late`]);

    const { result } = await json<{ result: unknown }>(
      ['jobs', 'run', `${name}.sums`, 'p.yaml', '--var', 'late=stopped'],
      {
        directory,
      },
    );
    const cents = (await records<{ seconds: number }>(name)).reduce(
      (sum, { seconds }) => sum + Math.round(seconds * 100),
      0,
    );
    expect(result).toEqual([{ clicks: 4000, seconds: cents / 100 }]);
    await run(['delete', name, '--purge', '--yes']);
  }, 900_000);
});
