import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nightly } from '../cluster/environment.ts';
import { newDirectory, run, uniqueName } from '../cluster/harness.ts';
import { proofOf } from '../cluster/proof.ts';
import { heal, pipeline } from './harness.ts';
import { killAt } from './kill-points.ts';

const directory = newDirectory();
const name = uniqueName('letters');
const [lake, lines] = [`${name}.lake`, `${name}.lines`];
const file = join(directory, 'letters.yaml');

/** Of every three sales one has no price, and of all forty-first ones it is no number. */
const sales = Array.from({ length: 60 }, (_, i) => ({
  id: `u${i}`,
  ...(i % 3 === 0 ? {} : { price: i === 41 ? 'x' : i }),
}));
const LETTERS = 21;

/** `price`: how the field is called, `price?` where it may be absent. */
async function applyWith(price: string): Promise<void> {
  const sink = (letters: string, store: string) => `{ from: ${name}, deadLetter: ${name}-${letters}, ${store} }`;
  writeFileSync(
    file,
    `
pipeline: ${name}
events:
  sale: { fields: { id: string, "${price}": { type: number, minimum: 0 } } }
topics:
  ${name}: { event: sale, key: id, partitions: 2 }
sinks:
  lake: ${sink('lake', `hdfs: { path: /${name}/lake, format: parquet, roll: { every: 1s } }`)}
  lines: ${sink('lines', `s3: { path: /${name}/lines, format: json, roll: { every: 1s } }`)}
`,
  );
  await pipeline(['apply', file]);
}

const json = async (words: readonly string[]) => {
  const { stdout, exitCode } = await run([...words, '-o', 'json'], { directory });
  return { exitCode, answer: JSON.parse(stdout) };
};

async function proven() {
  const { proof, exitCode } = await proofOf(directory, [], { sink: [lake, lines], deep: true, wait: 120_000 });
  expect(proof.sinks.flatMap(({ findings }) => findings.filter(({ failure }) => failure))).toEqual([]);
  expect(exitCode).toBe(0);
  return Object.fromEntries(
    proof.sinks.map(({ sink, partitions }) => [
      sink,
      {
        records: partitions.reduce((sum, { records }) => sum + records, 0),
        stored: partitions.reduce((sum, { stored }) => sum + stored, 0),
        deadLettered: partitions.reduce((sum, { deadLettered }) => sum + deadLettered, 0),
      },
    ]),
  );
}

beforeAll(async () => {
  await applyWith('price');
  await pipeline(['produce', name, '--key', 'id'], sales.map((sale) => JSON.stringify(sale)).join('\n'));
  const before = { records: 60, stored: 60 - LETTERS, deadLettered: LETTERS };
  expect(await proven()).toEqual({ [lake]: before, [lines]: before });
});

afterAll(async () => {
  await run(['delete', name, '--purge', '--yes'], { directory });
});

test('are listed by reason, and shown beside it', async () => {
  const { answer } = await json(['deadletters', 'list', lake]);
  expect(answer.reasons.map(({ records, stored }: { records: number; stored: number }) => [records, stored])).toEqual([
    [20, 0],
    [1, 0],
  ]);
  const { stdout } = await run(['deadletters', 'show', lake, '--reason', 'number', '-o', 'json'], { directory });
  expect(JSON.parse(stdout)).toMatchObject({ topic: name, key: 'u41', standing: 'open', headers: {} });
});

test('stay what they are while the contract is not mended', async () => {
  const { exitCode, answer } = await json(['deadletters', 'retry', lake]);
  expect(exitCode).toBe(3);
  expect(answer).toMatchObject({ wanted: LETTERS, stored: 0, undecided: 0 });
  expect(answer.rejected).toHaveLength(LETTERS);
});

test('are stored exactly once, by two retries at once', async () => {
  await applyWith('price?');
  const both = await Promise.all([json(['deadletters', 'retry', lake]), json(['deadletters', 'retry', lake])]);
  for (const { answer } of both) expect(answer.undecided).toBe(0);
  const proof = await proven();
  expect(proof[lake]).toEqual({ records: 60, stored: 59, deadLettered: 1 });
  const { answer } = await json(['deadletters', 'list', lake]);
  expect(answer.reasons.map(({ records, stored }: { records: number; stored: number }) => records - stored)).toEqual([
    1, 0,
  ]);
});

test('that were all stored are not retried, and the rest says why', async () => {
  const { answer } = await json(['deadletters', 'retry', lake]);
  expect(answer).toMatchObject({ wanted: 1, stored: 0, undecided: 0 });
  expect(await json(['deadletters', 'retry', lake, '--reason', 'missing'])).toMatchObject({
    exitCode: 0,
    answer: { wanted: 0, stored: 0 },
  });
});

const steps = ['restore-linked', ...(nightly ? ['retry-begun', 'retry-written', 'restore-published'] : [])];

test.each(steps)('of a worker that is killed at %s are stored once, by the next', async (point) => {
  const shown = await run(['deadletters', 'show', lines, '--reason', 'missing', '--max', '1', '-o', 'json'], {
    directory,
  });
  const { partition, offset } = JSON.parse(shown.stdout);
  const one = ['deadletters', 'retry', lines, '--partition', String(partition), '--offset', String(offset)];
  const before = (await proven())[lines] ?? { records: 0, stored: 0, deadLettered: 0 };
  await killAt(point, () => run([...one, '--wait', '2s'], { directory }));
  await heal();
  await run([...one, '--wait', '60s'], { directory });
  const { stored, deadLettered } = before;
  expect((await proven())[lines]).toEqual({ ...before, stored: stored + 1, deadLettered: deadLettered - 1 });
});

test('a paused sink is not asked', async () => {
  await pipeline(['pause', lake]);
  const { exitCode, stderr } = await run(['deadletters', 'retry', lake], { directory });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('paused');
});
