import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/base/errors.ts';
import { loadPipelines } from '../../src/pipeline/compile/load.ts';
import { cluster, contextIn, diagnosed, read } from './reading.ts';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'pipeline-'));
  for (const folder of ['config/clusters', 'empty']) mkdirSync(join(directory, folder), { recursive: true });
  writeFileSync(join(directory, 'config/one.yaml'), 'pipeline: one\ntopics: { clicks: {} }\n');
  writeFileSync(join(directory, 'config/two.yml'), 'pipeline: two\n');
  writeFileSync(join(directory, 'config/notes.txt'), 'not a pipeline');
  writeFileSync(join(directory, 'config/clusters/mine.yaml'), 'vars: {}\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

const names = async (...paths: string[]) => {
  const { pipelines } = await loadPipelines(paths, cluster, contextIn(directory, 'pipeline: piped\n'), { vars: {} });
  return pipelines.map(({ name, file }) => `${name} ${file}`);
};

describe('what the command line may name', () => {
  test.each([
    [[], ['one config/one.yaml', 'two config/two.yml']],
    [['config'], ['one config/one.yaml', 'two config/two.yml']],
    [['config/*.yaml'], ['one config/one.yaml']],
    [
      ['config/two.yml', 'config/one.yaml', 'config'],
      ['two config/two.yml', 'one config/one.yaml'],
    ],
    [['-'], ['piped <stdin>']],
    [
      ['config/one.yaml', '-'],
      ['one config/one.yaml', 'piped <stdin>'],
    ],
  ])('%j', async (paths, expected) => {
    expect(await names(...paths)).toEqual(expected);
  });

  test.each(['nowhere.yaml', 'config/*.json', 'empty'])('%s leads nowhere and is refused', async (path) => {
    await expect(names(path)).rejects.toThrow(UsageError);
  });
});

describe('several files together', () => {
  const both = async (first: string, second: string) => {
    writeFileSync(join(directory, 'first.yaml'), first);
    const load = loadPipelines(['first.yaml', '-'], cluster, contextIn(directory, second), { vars: {} });
    return (await diagnosed(load)).map(({ rule, at, related }) => [rule, at.file, related?.at.file]);
  };

  test('a topic declared twice shows both places', async () => {
    expect(await both('pipeline: a\ntopics: { t: {} }\n', 'pipeline: b\ntopics: { t: {} }\n')).toEqual([
      ['duplicate-topic', '<stdin>', 'first.yaml'],
    ]);
  });

  test('a pipeline named twice shows both places', async () => {
    expect(await both('pipeline: a\n', 'pipeline: a\n')).toEqual([['duplicate-name', '<stdin>', 'first.yaml']]);
  });

  test('a topic of one file is known in the other', async () => {
    const sink = 'pipeline: b\nsinks: { s: { from: t, connector: { class: X } } }\n';
    expect(await both('pipeline: a\ntopics: { t: {} }\n', sink)).toEqual([]);
    expect(await both('pipeline: a\ntopics: { u: {} }\n', sink)).toEqual([['undeclared-topic', '<stdin>', undefined]]);
  });

  test('mistakes of all files come at once', async () => {
    const found = await both('pipeline: a\nbad: 1\n', 'pipeline: [\n');
    expect(found.map(([, file]) => file)).toEqual(['<stdin>', 'first.yaml']);
  });
});

describe('variables', () => {
  const file = 'pipeline: p\nvars: { n: 1 }\ntopics: { t: { partitions: "${var:n}" } }\n';
  const partitions = async (clusterVars: Record<string, string>, vars: Record<string, string>) => {
    const load = loadPipelines(['-'], { ...cluster, vars: clusterVars }, contextIn(directory, file), { vars });
    return (await load).pipelines[0]?.topics[0]?.partitions;
  };

  test('the command line beats the cluster, the cluster beats the file', async () => {
    expect(await partitions({}, {})).toBe(1);
    expect(await partitions({ n: '2' }, {})).toBe(2);
    expect(await partitions({ n: '2' }, { n: '3' })).toBe(3);
  });

  test('a variable that spells a number is text where text is wanted', async () => {
    const { pipelines } = await read(
      'pipeline: p\ntopics: { "7": {} }\nsinks: { s: { from: "${var:t}", connector: { class: X } } }\n',
      {
        t: '7',
      },
    );
    expect(pipelines[0]?.sinks[0]?.topics).toEqual(['7']);
  });
});

describe('reading within limits', () => {
  test.each([
    ['a file of more than a million characters', 'too-large', `pipeline: p\n# ${'x'.repeat(1_000_001)}`],
    ['a hundred thousand brackets', 'too-deep', `pipeline: p\nvars: ${'['.repeat(100_000)}`],
    ['sixty levels', 'too-deep', `pipeline: p\nvars: ${'{ a: '.repeat(60)}1${' }'.repeat(60)}`],
    ['two hundred aliases', 'too-many-aliases', `pipeline: p\nvars: { a: &a 1 }\nx: [${'*a, '.repeat(200)}]`],
  ])('%s', async (_, rule, yaml) => {
    const found = await diagnosed(read(yaml));
    expect(found.map((one) => one.rule)).toContain(rule);
  });

  test('keys that every object has are ordinary keys', async () => {
    const found = await diagnosed(
      read('pipeline: p\nconstructor: 1\ntopics: { t: { __proto__: { partitions: 5 } } }\n'),
    );
    expect(found.map(({ message }) => message)).toEqual(['unknown key `constructor`', 'unknown key `__proto__`']);
  });
});
