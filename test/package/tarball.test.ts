import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkout } from '../../src/target/checkout.ts';

/** As a stranger gets it: the tarball, installed, called in an empty folder. */
const folder = mkdtempSync(join(tmpdir(), 'pipeline-package-'));
const empty = join(folder, 'empty');

const pipeline = (...args: readonly string[]) =>
  execa(join(folder, 'node_modules', '.bin', 'pipeline'), args, { cwd: empty, reject: false });

beforeAll(async () => {
  mkdirSync(empty);
  await execa('npm', ['pack', '--pack-destination', folder], { cwd: checkout });
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  await execa('npm', ['install', '--prefix', folder, '--prefer-offline', join(folder, tarball)], { cwd: folder });
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }), 600_000);

test('it holds no tests, and what Maven builds from', () => {
  const own = join(folder, 'node_modules', '@event-pipelines', 'pipeline');
  const files = readdirSync(own, { recursive: true, encoding: 'utf8' });
  expect(files).toEqual(
    expect.arrayContaining(['LICENSE', 'pom.xml', 'dist/cli.js', 'dist/page/app/index.html', 'connectors/pom.xml']),
  );
  expect(files.filter((file) => /(^|\/)test\/|\.test\.|\.ts$/.test(file))).toEqual([]);
});

test('it writes a first pipeline of each template, each of which is valid and compiles', async () => {
  const templates: { name: string }[] = JSON.parse((await pipeline('init', '-o', 'json')).stdout);
  expect(templates.map(({ name }) => name)).toEqual(['parquet', 'http', 'recommendations']);
  for (const { name } of templates) {
    const made = await pipeline('init', name, '--name', `my-${name}`);
    expect(made).toMatchObject({ exitCode: 0, stdout: `config/my-${name}.yaml` });
  }
  expect(await pipeline('validate')).toMatchObject({ exitCode: 0 });
  const compiled = await pipeline('compile', 'config/my-parquet.yaml');
  expect(compiled.stdout).toContain('my-parquet.lake');
});

test('the shell completes its verbs, and its help tells of their flags', async () => {
  expect(await pipeline('__complete', '--', 'pla')).toMatchObject({
    stdout: expect.stringMatching(/^plan\t/),
    stderr: '',
  });
  const script = join(folder, 'pipeline.bash');
  writeFileSync(script, (await pipeline('completion', 'bash')).stdout);
  const bash = `source ${script}; COMP_WORDS=(pipeline init ''); COMP_CWORD=2; _pipeline; echo "\${COMPREPLY[@]}"`;
  expect((await execa('bash', ['-c', bash], { cwd: empty })).stdout).toBe('parquet http recommendations');
  expect((await pipeline('apply', '--help')).stdout).toContain('--no-wait');
});

test('it leaves alone what is there, and says which templates there are', async () => {
  const file = join(empty, 'config', 'my-parquet.yaml');
  const before = readFileSync(file, 'utf8');
  const again = await pipeline('init', 'http', '--name', 'my-parquet');
  expect(again.exitCode).toBe(1);
  expect(again.stderr).toContain('config/my-parquet.yaml is there already');
  expect(readFileSync(file, 'utf8')).toBe(before);
  const unknown = await pipeline('init', 'parkuet');
  expect(unknown.exitCode).toBe(64);
  expect(unknown.stderr).toContain('did you mean `parquet`');
});
