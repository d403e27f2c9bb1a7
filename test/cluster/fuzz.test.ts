import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeSink, type Verdict } from '../fuzz/compare.ts';
import { copyFromHdfs } from '../fuzz/hdfs.ts';
import { Judge } from '../fuzz/judge.ts';
import { pathOf, sinks, topicsOf, yamlOf } from '../fuzz/pipeline.ts';
import { deadLetters, send } from '../fuzz/topic.ts';
import { nightly } from './environment.ts';
import { newDirectory, run, testCluster, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';

/**
 * Contracts and records at random through real sinks, judged by DuckDB, which knows nothing of ours: what each record
 * must become is told by the generator that made it. PIPELINE_FUZZ_SEED=N replays the round of a seed,
 * PIPELINE_FUZZ_RECORDS says how many records a round has, PIPELINE_FUZZ_ROUNDS how many rounds follow each other.
 */
const { PIPELINE_FUZZ_SEED: given, PIPELINE_FUZZ_RECORDS, PIPELINE_FUZZ_ROUNDS } = process.env;
const first = given === undefined ? (nightly ? Math.floor(Math.random() * 2 ** 31) : 1) : Number(given);
const records = Number(PIPELINE_FUZZ_RECORDS ?? (nightly ? 50_000 : 4_000));
const rounds = Number(PIPELINE_FUZZ_ROUNDS ?? (nightly && given === undefined ? 20 : 1));
const seeds = Array.from({ length: rounds }, (_, n) => first + n);

let judge: Judge;
beforeAll(async () => {
  judge = await Judge.open();
});
afterAll(() => judge.close());

test.each(seeds)('what records become is what the documents say, seed %i', async (seed) => {
  const [pipeline, folder] = [uniqueName('fuzz'), newDirectory()];
  const { kafka, hdfs } = testCluster().addresses;
  const broker = kafka?.bootstrapServers ?? '';
  const topics = topicsOf(seed, records);
  const yaml = join(folder, 'fuzz.yaml');
  writeFileSync(yaml, yamlOf(pipeline, folder, topics));
  const applied = await run(['apply', yaml, '--yes'], { directory: folder });
  expect(applied.exitCode, applied.stderr).toBe(0);
  for (const topic of topics) await send(broker, `${pipeline}-${topic.name}`, topic.records.values());
  const { proof, exitCode } = await proofOf(folder, [yaml], { deep: true, wait: 240_000 });

  const verdicts: Verdict[] = [];
  for (const sink of sinks) {
    if (sink.kind === 'hdfs')
      await copyFromHdfs(hdfs?.webhdfs ?? '', pathOf(sink, pipeline, folder), join(folder, sink.name));
    const letters = await deadLetters(broker, `${pipeline}.${sink.name}.dead-letters`);
    verdicts.push(...(await judgeSink(judge, sink, topics, { pipeline, folder, letters })));
  }
  const faults = verdicts.flatMap((verdict) => verdict.faults);
  const judged = verdicts.reduce((sum, verdict) => sum + verdict.judged, 0);
  console.log(
    `PIPELINE_FUZZ_SEED=${seed} PIPELINE_FUZZ_RECORDS=${records}: ${judged} times a record was judged, ${faults.length} faults`,
  );
  const report = join(folder, 'faults.txt');
  writeFileSync(report, faults.join('\n'));
  const some = faults.slice(0, 3).map((fault) => fault.slice(0, 600));
  expect(some, `${faults.length} faults, all in ${report}; contracts: ${yaml}`).toEqual([]);
  expect(proof.sinks.flatMap(({ findings }) => findings)).toEqual([]);
  expect(exitCode).toBe(0);
  await run(['delete', pipeline, '--purge', '--yes'], { directory: folder });
  rmSync(folder, { recursive: true });
});
