import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Bench, type Figure, median } from './bench.ts';
import { clickEvent } from './clicks.ts';
import { pipeline as runPipeline } from './pipeline.ts';

const MILLION = 1_000_000;
const runs = 3;

const pipelineOf = (format: string, more: string) => `
pipeline: bench-verify-${format}
events:${clickEvent}topics:
  bench-verify-${format}: { event: click, key: user_id, partitions: 3 }
sources:
  million: ${source(format, MILLION, 1)}
${more}
sinks:
  lake: { from: bench-verify-${format}, hdfs: { path: /bench/verify-${format}, format: ${format}, roll: { every: 5s } } }
`;

const source = (format: string, count: number, seed: number) =>
  `{ to: bench-verify-${format}, datagen: { rate: 1000000/s, count: ${count}, seed: ${seed}, fields: { user_id: { ids: [1, 1000] }, item_id: { ids: [1, 500] }, page_url: { template: "https://shop.example/items/{item_id}" }, click_duration: { range: [0.05, 30] } } } }`;

/** Verify of a million records, of JSON and of Parquet: counts, rows, and again after ten thousand new records. */
export const bench: Bench = {
  name: 'verify',
  needs: 'cluster',
  async run({ home }) {
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    try {
      return [...(await measure('json', home, directory)), ...(await measure('parquet', home, directory))];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function measure(format: string, home: string, directory: string): Promise<readonly Figure[]> {
  const yaml = join(directory, `${format}.yaml`);
  const pipeline = (args: readonly string[]) => runPipeline(args, home, directory);
  const verify = (...flags: readonly string[]) => pipeline(['verify', yaml, ...flags]);
  writeFileSync(yaml, pipelineOf(format, ''));
  await pipeline(['apply', yaml, '--yes']);
  await awaitRecords(() => pipeline(['files', `bench-verify-${format}.lake`, '-o', 'json']), MILLION);
  const memories: number[] = [];
  const seconds = async (...flags: readonly string[]) => {
    const ran = await verify(...flags);
    memories.push(ran.memory);
    return ran.seconds;
  };
  const counted = await median(runs, () => seconds('--full'));
  const deep = await median(runs, () => seconds('--full', '--deep'));
  writeFileSync(yaml, pipelineOf(format, `  more: ${source(format, 10_000, 2)}`));
  await pipeline(['apply', yaml, '--yes']);
  await awaitRecords(() => pipeline(['files', `bench-verify-${format}.lake`, '-o', 'json']), MILLION + 10_000);
  await pipeline(['delete', `bench-verify-${format}.million`, `bench-verify-${format}.more`, '--yes']);
  const proofs = join(home, 'proofs');
  const before = join(directory, 'proofs');
  cpSync(proofs, before, { recursive: true });
  const again = await median(runs, async () => {
    // each time from the proof of the first million
    rmSync(proofs, { recursive: true });
    cpSync(before, proofs, { recursive: true });
    return seconds();
  });
  const figure = (name: string, value: number, unit: string, atMost?: number): Figure => ({
    name: `verify, 1 M records, ${format}: ${name}`,
    value,
    unit,
    ...(atMost !== undefined && { atMost }),
  });
  return [
    figure('counts', counted, 's', 5),
    figure('every row (--deep)', deep, 's', 20),
    figure('again after 10,000 new records', again, 's', 2),
    figure('memory, largest', Math.max(...memories), 'MiB'),
  ];
}

/** Until so many records are stored; asking the sink for its files, not the proof, which would take them in. */
async function awaitRecords(files: () => Promise<{ readonly stdout: string }>, count: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const listed: { records: number }[] = JSON.parse((await files()).stdout);
    if (listed.reduce((sum, { records }) => sum + records, 0) >= count) return;
    await wait(1_000);
  }
  throw new Error('the new records never arrived');
}
