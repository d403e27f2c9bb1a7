import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding, PartitionProof } from '../../src/verify/proof.ts';
import { nightly } from './environment.ts';
import { eventually, newDirectory, run, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';

const COUNT = nightly ? 10_000 : 3_000;
const ROUNDS = nightly ? 12 : 5;

const name = uniqueName('running');
const directory = newDirectory();
const file = join(directory, 'running.yaml');
const event = {
  fields: '{ n: integer, group: string }',
  hints: '{ n: { sequence: 0 }, group: { ids: [1, 6], as: "g{0}" } }',
};
const yaml = `
pipeline: ${name}
events:
  event: { fields: ${event.fields} }
topics:
  ${name}: { event: event, key: group, partitions: 3 }
sources:
  maker: { to: ${name}, datagen: { rate: 500/s, count: ${COUNT}, seed: 3, fields: ${event.hints} } }
sinks:
  lines: { from: ${name}, hdfs: { path: /${name}/lines, format: json, roll: { every: 100ms } } }
  columns: { from: ${name}, hdfs: { path: /${name}/columns, format: parquet, by: [group], roll: { every: 100ms } } }
  archive: { from: ${name}, s3: { path: ${name}, format: json, roll: { every: 100ms } } }
`;

const sum = (partitions: readonly PartitionProof[], of: 'records' | 'stored' | 'deadLettered' | 'lag') =>
  partitions.reduce((total, partition) => total + partition[of], 0);

/** Records that the contract refuses, so that dead letters arrive while a proof looks for them. */
async function produceBadOnes(until: AbortSignal): Promise<number> {
  let count = 0;
  while (!until.aborted) {
    const input = Array.from({ length: 6 }, (_, i) => JSON.stringify({ n: 'x', group: `g${i}` })).join('\n');
    const { exitCode, stderr } = await run(['produce', name, '--key', 'group'], { directory, input });
    expect(exitCode, stderr).toBe(0);
    count += 6;
  }
  return count;
}

beforeAll(async () => {
  writeFileSync(file, yaml);
  const applied = await run(['apply', file, '--yes'], { directory });
  expect(applied.exitCode, applied.stderr).toBe(0);
});

afterAll(async () => {
  await run(['delete', name, '--purge', '--yes'], { directory });
});

test('a proof that is made while sinks commit ten times a second finds nothing wrong, whatever it meets half done', async () => {
  const done = new AbortController();
  const alarms: Finding[] = [];
  const bad = produceBadOnes(done.signal);
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      const { proof } = await proofOf(directory, [file], { full: round % 4 === 0, deep: round % 5 === 0 });
      alarms.push(...proof.sinks.flatMap(({ findings }) => findings).filter(({ failure }) => failure));
      if (!proof.ok) expect(alarms, JSON.stringify(proof)).not.toEqual([]);
    }
  } finally {
    done.abort();
  }
  const refused = await bad;
  expect(alarms).toEqual([]);
  // A quick machine proves so often before the source has made its last record; being up to date is not the end.
  await eventually(`${COUNT + refused} records in ${name}`, async () => {
    const { proof } = await proofOf(directory, [file]);
    return sum(proof.sinks[0]?.partitions ?? [], 'records') === COUNT + refused || undefined;
  });
  const { proof } = await proofOf(directory, [file], { full: true, deep: true, wait: 90_000 });
  for (const { findings, partitions } of proof.sinks) {
    expect(findings).toEqual([]);
    expect(sum(partitions, 'stored')).toBe(COUNT);
    expect(sum(partitions, 'deadLettered')).toBe(refused);
    expect(sum(partitions, 'lag')).toBe(0);
  }
});
