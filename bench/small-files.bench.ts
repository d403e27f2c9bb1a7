import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaClient } from '../src/clients/kafka/client.ts';
import type { Bench, Figure } from './bench.ts';
import { pipeline } from './pipeline.ts';
import { valueAt, writeSmallCommits } from './small-commits.ts';

const COUNTS = [20_000, 200_000] as const;
const BATCH = 10_000;

const pipelineOf = (name: string, root: string) => `
pipeline: ${name}
topics: { ${name}: { partitions: 1 } }
sinks: { lake: { from: ${name}, file: { path: ${root}, format: json, roll: { every: 1s } } } }
`;

/** Verify of a chain of one-record commits: its time, and whether its memory grows with the number of files. */
export const bench: Bench = {
  name: 'small-files',
  needs: 'cluster',
  async run({ home, cluster, context }) {
    if (cluster === undefined) return [];
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    const kafka = kafkaClient(cluster, context);
    const [admin, producer] = [kafka.admin(), kafka.producer()];
    try {
      await Promise.all([admin.connect(), producer.connect()]);
      const figures: Figure[] = [];
      for (const count of COUNTS) {
        const name = `bench-small-${count}`;
        const root = join(directory, name);
        const yaml = join(directory, `${name}.yaml`);
        writeFileSync(yaml, pipelineOf(name, root));
        await admin.createTopics({ topics: [{ topic: name, numPartitions: 1 }] });
        for (let at = 0; at < count; at += BATCH) {
          const messages = Array.from({ length: BATCH }, (_, index) => ({ value: valueAt(at + index), partition: 0 }));
          await producer.send({ topic: name, messages });
        }
        writeSmallCommits(root, `${name}.lake`, name, count);
        const first = await pipeline(['verify', yaml, '--full'], home, directory);
        const again = await pipeline(['verify', yaml], home, directory);
        const figure = (what: string, value: number, unit: string): Figure => ({
          name: `verify, ${count} files of one record: ${what}`,
          value,
          unit,
        });
        figures.push(
          figure('every file', first.seconds, 's'),
          figure('again', again.seconds, 's'),
          figure('memory, largest', first.memory, 'MiB'),
        );
      }
      return figures;
    } finally {
      await Promise.all([admin.disconnect(), producer.disconnect()]);
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
