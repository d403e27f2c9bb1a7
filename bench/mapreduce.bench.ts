import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClusterAddresses } from '../src/target/addresses.ts';
import { type Bench, median } from './bench.ts';
import { pipeline } from './pipeline.ts';

const runs = 3;
const words = 111_197;
const job = 'bench.words';
const yaml =
  'pipeline: bench\njobs: { words: { from: /bench/words, mapreduce: { count: words, split: 8MiB }, run: manual } }\n';

/** A description of the same cluster that knows nothing of YARN, so that a job runs in one process. */
const withoutYarn = ({ connect, kafka, hdfs }: ClusterAddresses) => JSON.stringify({ connect, kafka, hdfs });

/** The whole word count of 25 MB on YARN, from the submission to the last word, beside the same in one process. */
export const bench: Bench = {
  name: 'mapreduce',
  needs: 'cluster',
  services: ['yarn'],
  async run({ home, cluster }) {
    if (cluster === undefined) throw new Error('the words need a cluster to lie in');
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    const file = join(directory, 'words.yaml');
    mkdirSync(join(directory, 'config', 'clusters'), { recursive: true });
    writeFileSync(join(directory, 'config', 'clusters', 'alone.yaml'), withoutYarn(cluster));
    writeFileSync(file, yaml);
    const count = async (options: readonly string[]) => {
      const { stdout } = await pipeline([...options, 'jobs', 'run', job, file, '-o', 'json'], home, directory);
      const { seconds, totals } = JSON.parse(stdout);
      if (totals['distinct words'] !== words) throw new Error(`${totals['distinct words']} distinct words`);
      return Number(seconds);
    };
    try {
      const made = await pipeline(['hdfs', 'text', '/bench/words/a.txt', '--words', String(words)], home, directory);
      const yarn = await median(runs, () => count([]));
      const alone = await median(runs, () => count(['--cluster', 'alone']));
      return [
        { name: 'text of 25 MB made and put into HDFS', value: made.seconds, unit: 's' },
        {
          name: 'word count on YARN, whole',
          value: yarn,
          unit: 's',
          ratio: { to: 'LocalJobRunner', value: yarn / alone },
        },
        { name: 'word count by LocalJobRunner, whole', value: alone, unit: 's' },
      ];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
