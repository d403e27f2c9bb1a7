import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually, newDirectory, run, testCluster, uniqueName } from './harness.ts';
import { witness } from './witness/witness.ts';

const pipeline = (name: string, count: number, rate = '') => `
pipeline: ${name}
events:
  tick:
    fields:
      n: integer
      user_id: { type: string, pattern: "^u[0-9]+$" }
topics:
  ${name}-even: { event: tick, key: user_id, partitions: 2 }
  ${name}-odd: { event: tick, key: user_id, partitions: 1 }
sources:
  clock:
    to: [${name}-even, ${name}-odd]
    datagen: { count: ${count}, ${rate} fields: { n: { sequence: 0 }, user_id: { ids: [1, 50], as: "u{}" } } }
`;

/** Applies the pipeline and returns what apply said. */
async function apply(yaml: string): Promise<string> {
  const file = join(newDirectory(), 'pipeline.yaml');
  writeFileSync(file, yaml);
  const { stdout, stderr, exitCode } = await run(['apply', file, '--yes']);
  expect(exitCode, stderr).toBe(0);
  return stdout + stderr;
}

async function position(connector: string): Promise<{ n: number; finished?: boolean }> {
  const answer = await fetch(`${testCluster().addresses.connect.url}/connectors/${connector}/offsets`);
  const body: { offsets?: readonly { offset: { n: number; finished?: boolean } }[] } = JSON.parse(await answer.text());
  return body.offsets?.[0]?.offset ?? { n: 0 };
}

const finishedAt = (connector: string, count: number) =>
  eventually(`${connector} has made ${count} records`, async () => {
    const { n, finished } = await position(connector);
    return finished === true && n === count ? true : undefined;
  });

/** The number in every committed record of both topics, sorted, as Kafka's own Java client reads them. */
async function numbersIn(name: string): Promise<number[]> {
  const servers = testCluster().addresses.kafka.bootstrapServers;
  const lines = [
    ...(await witness('values', servers, `${name}-even`)),
    ...(await witness('values', servers, `${name}-odd`)),
  ];
  return lines.map((line): number => JSON.parse(line).n).sort((a, b) => a - b);
}

/** Each of 0 … count − 1 once. */
function expectExactly(numbers: readonly number[], count: number): void {
  const distinct = new Set(numbers);
  expect({ records: numbers.length, distinct: distinct.size, last: numbers.at(-1) }).toEqual({
    records: count,
    distinct: count,
    last: count - 1,
  });
}

async function killWorker(): Promise<void> {
  const { stdout } = await run(['ps', '-o', 'json']);
  const processes: readonly { name: string; pid: number }[] = JSON.parse(stdout).processes;
  process.kill(processes.find(({ name }) => name === 'connect')?.pid ?? Number.NaN, 'SIGKILL');
  const { exitCode, stderr } = await run(['up']);
  expect(exitCode, stderr).toBe(0);
}

test('a finite source makes exactly its records; another apply adds none, a raised count goes on', async () => {
  const name = uniqueName('datagen');
  await apply(pipeline(name, 5_000));
  await finishedAt(`${name}.clock`, 5_000);
  expectExactly(await numbersIn(name), 5_000);

  expect(await apply(pipeline(name, 5_000))).toContain('Nothing to change');
  await apply(pipeline(name, 8_000));
  await finishedAt(`${name}.clock`, 8_000);
  expectExactly(await numbersIn(name), 8_000);
  await run(['delete', name, '--yes']);
});

test('a worker killed in the middle loses no record and repeats none', async () => {
  const name = uniqueName('datagen');
  const count = 30_000;
  await apply(pipeline(name, count, 'rate: 2000/s,'));
  await eventually('some records', async () => ((await position(`${name}.clock`)).n >= 3_000 ? true : undefined));
  await killWorker();
  await finishedAt(`${name}.clock`, count);
  expectExactly(await numbersIn(name), count);
  await run(['delete', name, '--yes']);
});

test('the worker refuses a hint that could break the contract, with its place', async () => {
  const name = uniqueName('datagen');
  const file = join(newDirectory(), 'pipeline.yaml');
  writeFileSync(
    file,
    pipeline(name, 5)
      .replace('n: { sequence: 0 }', 'user_id: { pattern: "v[0-9]" }, n: [0, 9]')
      .replace(', user_id: { ids: [1, 50], as: "u{}" }', ''),
  );
  const { exitCode, stderr } = await run(['apply', file, '--yes']);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('fields.user_id');
});
