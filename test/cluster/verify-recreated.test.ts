import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newDirectory, run, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';

const name = uniqueName('recreated');
const directory = newDirectory();
const file = join(directory, 'pipeline.yaml');

async function pipeline(args: readonly string[], input = ''): Promise<void> {
  const { exitCode, stdout, stderr } = await run(args, { directory, input });
  expect(exitCode, `pipeline ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
}

const produce = (count: number) =>
  pipeline(['produce', name], Array.from({ length: count }, (_, n) => JSON.stringify({ n })).join('\n'));

afterAll(() => pipeline(['delete', name, '--purge', '--yes']));

test('a sink that stands behind the end of a topic made again has not caught up with it', async () => {
  writeFileSync(
    file,
    `
pipeline: ${name}
topics:
  ${name}: { partitions: 1 }
sinks:
  lake: { from: ${name}, hdfs: { path: /${name}, format: json, roll: { every: 1s } } }
`,
  );
  await pipeline(['apply', file]);
  await produce(50);
  expect(await proofOf(directory, [file], { wait: 60_000 })).toMatchObject({ exitCode: 0 });

  await pipeline(['stop', `${name}.lake`]);
  await pipeline(['topics', 'delete', name, '--yes']);
  await pipeline(['topics', 'create', name, '--partitions', '1']);
  await produce(20);
  const { proof, exitCode } = await proofOf(directory, [file], { wait: 2_000 });
  const kinds = proof.sinks[0]?.findings.filter(({ failure }) => failure).map(({ kind }) => kind) ?? [];
  expect(kinds.sort()).toEqual(['behind', 'broken-chain']);
  expect(exitCode).toBe(3);
});
