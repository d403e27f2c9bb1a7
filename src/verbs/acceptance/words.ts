import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, equal } from '../../acceptance/report.ts';
import type { MapReduceResult } from '../../components/mapreduce/run/result.ts';
import du from '../hdfs/du.ts';
import text from '../hdfs/text.ts';
import run from '../jobs/run.ts';
import { asked, type Stage } from './asked.ts';
import { attempt } from './attempt.ts';

const group = 'Words in HDFS';
/** The documented example: 25 MB of text with exactly so many different words. */
const SIZE = 25_000_000;
const WORDS = 111_197;
const FOLDER = '/pipeline/acceptance';
const JOB = 'words';
const YARN = 'YARN';

const yaml = `pipeline: acceptance
jobs: { ${JOB}: { from: ${FOLDER}, mapreduce: { count: words, split: 8MiB }, run: manual } }
`;

interface Written {
  readonly bytes: number;
}

/** Writes a text with an exact number of different words to HDFS, and has MapReduce count them. */
export async function words(stage: Stage): Promise<readonly Check[]> {
  const about = { group, name: 'a text is written to HDFS and counted', how: '`pipeline hdfs text`, `jobs run`' };
  return attempt(about, async () => {
    const own = { size: SIZE, words: WORDS, seed: 42, overwrite: true };
    const written = await asked<Written, typeof own>(stage, text.run, [`${FOLDER}/text.txt`], own);
    const found = await asked<Written, object>(stage, du.run, [FOLDER], {});
    const ran = await counted(stage);
    return [
      equal(
        { group, name: 'bytes stored', how: 'length of the files as the NameNode tells it' },
        found?.bytes ?? 0,
        written?.bytes ?? 0,
        { problem: `${FOLDER} holds other bytes than were written`, hint: `\`pipeline hdfs ls ${FOLDER}\` lists it.` },
      ),
      equal(
        { group, name: 'different words, by MapReduce', how: howRan(ran) },
        ran?.totals['distinct words'] ?? 0,
        WORDS,
        { problem: 'MapReduce counted another number', hint: '`pipeline jobs logs acceptance.words` has its log.' },
      ),
    ];
  });
}

function howRan(ran: MapReduceResult | undefined): string {
  if (ran === undefined) return 'MapReduce';
  const where = ran.ranOn === YARN ? 'on YARN' : `on ${ran.ranOn}, in one process (LocalJobRunner), as YARN is not up`;
  return `a MapReduce job ${where}; ${ran.checked}`;
}

/** Runs the job out of a file that nobody else needs. */
async function counted(stage: Stage): Promise<MapReduceResult | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-acceptance-'));
  try {
    const file = join(folder, 'acceptance.yaml');
    writeFileSync(file, yaml);
    return await asked<MapReduceResult, object>(stage, run.run, [`acceptance.${JOB}`, file], {});
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
