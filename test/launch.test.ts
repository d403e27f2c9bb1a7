import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../src/target/checkout.ts';

interface Launched {
  readonly pageFlags: readonly string[];
  readonly pageEnvironment: Readonly<Record<string, string>>;
  readonly valued: ReadonlySet<string>;
  nodeFlags(script: string, args: readonly string[]): readonly string[];
}

const { pageFlags, pageEnvironment, valued, nodeFlags }: Launched = await import(join(checkout, 'src', 'launch.mjs'));

test('the flags of the page are given to the page, whatever stands before its verb, and to nothing else', () => {
  const of = (line: string, script = 'src/cli.ts') => nodeFlags(script, line.split(' ')).slice(1);
  for (const line of ['page', '--cluster page page', '-o json --var a=b page --port 0', '--insecure page']) {
    expect(of(line), line).toEqual(pageFlags);
    expect(of(line, 'dist/cli.js'), line).toEqual(pageFlags);
  }
  for (const line of ['status page', '--cluster page status', '--var page=1 plan', 'logs page', '--cluster=page up']) {
    expect(of(line), line).toEqual([]);
  }
  expect(of('page', 'bench/run.ts')).toEqual([]);
});

test('every option that has a value and may stand before a verb is known', () => {
  const { flags }: { flags: readonly { names: readonly string[]; value?: string }[] } = JSON.parse(
    readFileSync(join(checkout, 'command-line.json'), 'utf8'),
  );
  expect([...valued]).toEqual(flags.filter(({ value }) => value !== undefined).flatMap(({ names }) => names));
});

test('the image of the page starts it with the same flags and environment', () => {
  const [, page = ''] = readFileSync(join(checkout, 'hadoop/docker/tool.Dockerfile'), 'utf8').split(
    'FROM tool AS page',
  );
  const [, entry = ''] = /^ENTRYPOINT (.*)$/m.exec(page) ?? [];
  expect(JSON.parse(entry)).toEqual(['node', ...pageFlags, 'src/cli.ts']);
  const [, environment = ''] = /^ENV (MALLOC.*)$/m.exec(page) ?? [];
  expect(environment.split(' ').map((one) => one.split('='))).toEqual(Object.entries(pageEnvironment));
});
