import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/verbs/main.ts';
import { testContext } from '../cluster/harness.ts';
import { whileFailing } from './failing-system.ts';

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'outside-'));
  for (const name of ['config/clusters', 'home/logs']) mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, 'config/one.yaml'), 'pipeline: one\nevents: { e: { $ref: ./e.schema.json } }\n');
  writeFileSync(join(directory, 'config/e.schema.json'), '{ "type": "object" }');
  writeFileSync(
    join(directory, 'config/clusters/far.yaml'),
    'connect: { url: "http://far.invalid" }\nkafka: { bootstrapServers: "far.invalid:9" }\n',
  );
  for (const file of ['cluster.json', 'secrets.properties', 'logs/kafka.log'])
    writeFileSync(join(directory, 'home', file), '');
  return directory;
}

async function said(directory: string, words: readonly string[]): Promise<{ text: string; code: number }> {
  const context = testContext({ directory, home: join(directory, 'home'), input: 'a secret\n' });
  const code = await main(context, words);
  return { text: context.messages.text, code };
}

/** Verbs, and the file or folder that each of them needs. */
const edges: readonly (readonly [words: string, fragment: string])[] = [
  ['validate config/one.yaml', 'one.yaml'],
  ['validate', 'outside-'],
  ['validate config/*.yaml', 'one.yaml'],
  ['validate config', 'e.schema.json'],
  ['compile --cluster far', 'far.yaml'],
  ['apply config/one.yaml', 'one.yaml'],
  ['ps', 'cluster.json'],
  ['status', 'cluster.json'],
  ['secret set NAME', 'secrets.properties'],
  ['secret list', 'secrets.properties'],
  ['down', 'home/lock'],
  ['logs kafka', 'kafka.log'],
  ['recommender evaluate config/one.yaml', 'one.yaml'],
];

describe.each(['EACCES', 'ENOENT', 'EISDIR', 'ENOSPC', 'EMFILE', 'EPIPE'])('%s', (code) => {
  test.each(edges)('%s', async (words, fragment) => {
    const directory = folder();
    const { text, code: exit } = await whileFailing(code, fragment, () => said(directory, words.split(' ')));
    expect(text).not.toContain('mistake in pipeline itself');
    // A file that is not there is not always wanted.
    if (code === 'ENOENT' && exit === 0) return;
    expect(text).toMatch(/error/);
    expect(text).toMatch(/hint: {1,2}\S/);
    expect(exit).not.toBe(0);
  });
});

describe('what lies in config/', () => {
  const validated = async (prepare: (config: string) => void) => {
    const directory = folder();
    prepare(join(directory, 'config'));
    return said(directory, ['validate']);
  };

  test("an editor's lock file, a link to nowhere under a hidden name, is passed over", async () => {
    const { text, code } = await validated((config) => symlinkSync('somebody@host.1', join(config, '.#one.yaml')));
    expect([code, text]).toEqual([0, expect.not.stringContaining('error')]);
  });

  test('another link to nowhere is told by its name', async () => {
    const { text, code } = await validated((config) => symlinkSync('gone.yaml', join(config, 'linked.yaml')));
    expect(text).toMatch(/error: .*linked.yaml: There is no such file or folder\nhint: .* a link may lead/);
    expect(code).toBe(1);
  });

  test('a folder called like a file is told by its name', async () => {
    const { text, code } = await validated((config) => mkdirSync(join(config, 'x.yaml')));
    expect(text).toMatch(/error: .*x.yaml: This is a folder, where a file is wanted/);
    expect(code).toBe(1);
  });

  test('an empty name is no folder', async () => {
    const { text, code } = await said(folder(), ['validate', '']);
    expect(text).toContain('The name of a file is empty');
    expect(code).toBe(64);
  });
});

test('an option that may be repeated leaves the files behind it alone', async () => {
  const { text } = await said(folder(), ['verify', '--sink', 'one.lake', 'nowhere.yaml']);
  expect(text).not.toContain('config/');
  const schema = await said(folder(), ['schema', '--file', 'config', 'e']);
  expect([schema.code, schema.text]).toEqual([0, '']);
});
