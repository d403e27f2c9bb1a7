import { expect, test } from 'vitest';
import { run, uniqueName } from './harness.ts';
import { filesIn } from './spark-jobs.ts';

const name = uniqueName('nothing').replace('-', '');
const directory = filesIn({
  'p.yaml': `
pipeline: ${name}
topics: { ${name}: { partitions: 1 } }
sinks: { lake: { from: ${name}, hdfs: { path: /${name}, format: json, roll: { every: 1s } } } }
`,
});
const pipeline = (...args: string[]) => run(args, { directory });

/** Exit code and the kinds and words of what verify finds. */
async function verified() {
  const { exitCode, stdout } = await pipeline('verify', 'p.yaml', '--wait', '30s', '-o', 'json');
  const { ok, sinks }: { ok: boolean; sinks: { findings: { kind: string; message: string }[] }[] } = JSON.parse(stdout);
  return { exitCode, ok, found: sinks.flatMap(({ findings }) => findings.map(({ kind, message }) => [kind, message])) };
}

test('what was never applied is not verified, and says what brings it; an empty topic that was, is', async () => {
  const applied = expect.stringContaining('`pipeline apply`');
  expect(await verified()).toEqual({ exitCode: 3, ok: false, found: [['absent', applied]] });
  await pipeline('topics', 'create', name, '--partitions', '1');
  expect(await verified()).toEqual({ exitCode: 3, ok: false, found: [['absent', applied]] });
  expect((await pipeline('apply', 'p.yaml', '--yes', '--timeout', '120s')).exitCode).toBe(0);
  expect(await verified()).toEqual({ exitCode: 0, ok: true, found: [] });
  await pipeline('topics', 'delete', name, '--yes');
  expect(await verified()).toEqual({ exitCode: 3, ok: false, found: [['absent', applied]] });
  await pipeline('delete', name, '--purge', '--yes');
}, 180_000);

test('du of a path where nothing is says so as ls does', async () => {
  const [ls, du] = [await pipeline('hdfs', 'ls', `/${name}/none`), await pipeline('hdfs', 'du', `/${name}/none`)];
  expect([du.exitCode, du.stdout, du.stderr]).toEqual([64, '', ls.stderr]);
  expect(du.stderr).toContain(`/${name}/none: There is no such file or directory`);
});
