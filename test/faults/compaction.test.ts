import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nightly } from '../cluster/environment.ts';
import { eventually, newDirectory, run, testCluster, uniqueName } from '../cluster/harness.ts';
import { filesInHdfs, recordsOf } from '../cluster/stored-lines.ts';
import { cases, cluster, heal, pipeline, verified } from './harness.ts';
import { killAt } from './kill-points.ts';

/** Between every two steps of a compaction (docs/commit-log.md); the first leaves rows in the old files and the new. */
const points = ['replace-published', 'replacement-written', 'replace-linked', 'replace-checked', 'replace-deleted'];
const partitions = 2;

type Files = readonly (readonly [path: string, content: Buffer])[];

/** Data files of a topic, read from the store itself: the embedded S3 keeps objects as plain files. */
const filesIn: Readonly<Record<'s3' | 'hdfs', (name: string, topic: string) => Promise<Files>>> = {
  async s3(name, topic) {
    const root = join(testCluster().home, 'data', 's3', 'pipeline', name, topic);
    const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return entries.map(({ parentPath, name: file }) => [join(parentPath, file), readFileSync(join(parentPath, file))]);
  },
  hdfs: (name, topic) => filesInHdfs(cluster().addresses.webhdfs ?? '', `/${name}/${topic}`),
};

describe.each(cases(['s3', 'hdfs'] as const, 1))('small files in %s', (store) => {
  const name = uniqueName('compacted');
  const topic = `${name}-events`;
  const file = join(newDirectory(), 'pipeline.yaml');
  const scenario = { name, topic, lake: `${name}.lake`, file };
  let produced = 0;

  /** A commit more of each partition, of a file for each of two users. */
  async function produceMore(): Promise<void> {
    const lines = Array.from({ length: 200 }, (_, i) => JSON.stringify({ n: produced + i, user: `u${i % 4}` }));
    produced += lines.length;
    await pipeline(['produce', topic, '--key', 'user'], lines.join('\n'));
    await verified(scenario);
  }

  const compact = (...more: readonly string[]) => run(['compact', scenario.lake, '--older', '0s', ...more]);

  beforeAll(async () => {
    writeFileSync(
      file,
      `
pipeline: ${name}
events:
  event: { fields: { n: integer, user: string } }
topics:
  ${topic}: { event: event, key: user, partitions: ${partitions} }
sinks:
  lake: { from: ${topic}, tasks: 2, ${store}: { path: /${name}, format: parquet, by: user, roll: { every: 1s } } }
`,
    );
    await pipeline(['apply', file]);
    await produceMore();
  });

  afterAll(() => pipeline(['delete', name, '--purge', '--yes']));

  test.each(cases(points, 1))(
    'a worker killed at %s leaves each row once, and what verify compares the same',
    async (point) => {
      await produceMore();
      const before = await verified(scenario);
      expect(before.sums).toEqual({ records: produced, stored: produced, deadLettered: 0, missing: 0, twice: 0 });

      await killAt(point, () => compact('--wait', '1s'));
      await heal();
      expect(await verified(scenario)).toEqual(before);

      // What the dead worker's link began, the next one has ended; what it had not linked is asked for again.
      if (nightly) {
        const ran = await compact();
        expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
        expect(await verified(scenario)).toEqual(before);
      }
      if (nightly) expect(await filesIn[store](name, topic)).toHaveLength(4);
      // The tool reads by the chain; whoever reads the directory waits until the sink is back.
      const all = Array.from({ length: produced }, (_, n) => n);
      await eventually('each row once in the directory', async () => {
        const files = await filesIn[store](name, topic);
        const rows = (await Promise.all(files.map(([path, content]) => recordsOf(path, content)))).flat();
        expect(rows.map(({ n }) => Number(n)).sort((a, b) => a - b)).toEqual(all);
        return true;
      });
    },
  );
});
