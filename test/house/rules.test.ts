import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/**
 * Names of rules in the sources: first words of what makes diagnostics, and values of `rule`, alternatives included.
 */
function rulesToldOf(): readonly string[] {
  const name = "'([a-z]+(?:-[a-z]+)+)'";
  const made = new RegExp(
    `\\b(?:mistake|warning|report|refuse|diagnostic|about)\\(\\s*(?:connector,\\s*)?${name}`,
    'g',
  );
  const given = new RegExp(`\\brule\\b\\s*[:=][^;,\\n]*?${name}(?:\\s*:\\s*${name})?`, 'g');
  const found = globSync('src/**/*.ts', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(made), ...text.matchAll(given)].flatMap(([, one = '', other]) => [one, other ?? one]);
  });
  return [...new Set(found)].sort();
}

describe('docs/errors.md', () => {
  const text = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  const rules = rulesToldOf();

  test('explains every rule that is told about a file', () => {
    expect(rules).toEqual(
      expect.arrayContaining(['datagen-words', 'too-deep', 'bad-unit', 'missing-plugin', 'plain-secret']),
    );
    expect(rules.filter((rule) => !text.includes(`\`${rule}\``))).toEqual([]);
  });

  test('explains no rule that nothing tells', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    const documented = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, rule = '']) => rule),
    );
    expect(documented.length).toBeGreaterThan(60);
    expect(documented.filter((rule) => !rules.includes(rule))).toEqual([]);
  });
});

test('what is heavy is loaded when it is needed: schemas are compiled lazily, the S3 client imported on demand', () => {
  const files = globSync('src/**/*.ts', { cwd: root }).map((file) => [file, readFileSync(join(root, file), 'utf8')]);
  const holding = (pattern: RegExp) => files.filter(([, text = '']) => pattern.test(text)).map(([file]) => file);
  expect(holding(/^(const|export const) .*new Ajv.*\.compile/m)).toEqual([]);
  expect(holding(/^import (?!type ).* from '@aws-sdk\//m)).toEqual([]);
  expect(holding(/\bnew Ajv/).sort()).toEqual([
    'src/components/datagen/fit.ts',
    'src/language/read-pipeline.ts',
    'src/language/validator.ts',
  ]);
});

test('times are read by one reader, numbers out of texts by another: no lenient one of the language is used', () => {
  const holding = (pattern: RegExp) =>
    globSync('src/**/*.ts', { cwd: root }).filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
  // The header of HTTP, which has a form of its own.
  expect(holding(/\bDate\.parse\(/)).toEqual(['src/embedded/checks/hdfs.ts']);
  // Proofs have readers of their own, which look whether what they read comes back.
  expect(holding(/\bnew Date\((text|value|written|time|zoned|string)\)\.?/).sort()).toEqual([
    'src/alerts/audit/naive-time.ts',
    'src/recommender/audit/naive/instant.ts',
  ]);
});

test('no place but its own folder asks whether it is this kind, format, engine or hosted job', () => {
  const holding = (pattern: RegExp, where: string) =>
    globSync(where, { cwd: root }).filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
  for (const name of ['datagen', 'parquet', 'spark', 'mapreduce', 'recommender']) {
    const asking = holding(new RegExp(`(===|!==|case|\\?\\??) '${name}'`), 'src/**/*.ts');
    expect(asking.filter((file) => !file.includes(`/${name}/`) && !file.includes('/init/'))).toEqual([]);
  }
  const java = '{connectors,hadoop/mapreduce,hadoop/spark}/src/main/**/*.java';
  expect(holding(/equals\("(json|parquet)"\)|"(json|parquet)"\.equals/, java)).toEqual([]);
});

test('one file knows the inside of kafkajs; whoever connects to Kafka does so by it, with the mended request queue', () => {
  const holding = (pattern: RegExp, where: string) =>
    globSync(`${where}/**/*.ts`, { cwd: root }).filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
  const inner = /(from|import\() ?'kafkajs\/src\//;
  expect(holding(inner, 'src').filter((file) => !file.endsWith('.d.ts'))).toEqual([
    'src/clients/kafka/kafkajs-internals.ts',
  ]);
  expect(holding(inner, '{test,bench}').sort()).toEqual([
    'test/clients/kafka/refusal-reasons.test.ts',
    'test/clients/kafka/request-queue.test.ts',
  ]);
  expect(holding(/new (kafkajs\.)?(Kafka|Cluster)\(/, 'src')).toEqual(['src/clients/kafka/kafkajs-internals.ts']);
});

test('folders are made for their owner alone; only what a user asks for, and what is built, is made as the system does', () => {
  const making = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
    /\bmkdir(Sync)?\(/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(making.sort()).toEqual([
    'src/base/private-folder.ts',
    'src/processes/jars.ts',
    'src/store/local.ts',
    'src/verbs/acceptance/write-reports.ts',
    'src/verbs/export.ts',
    'src/verbs/init/init.ts',
  ]);
});

test("the page's browser part imports nothing of the tool but the types of what it is sent", () => {
  const app = globSync('src/page/app/**/*.{ts,tsx}', { cwd: root });
  const outside = app.flatMap((file) => {
    const paths = [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\() ?'(\.[^']*)'/g)];
    const found = paths.map(([, path = '']) => join(file, '..', path));
    return found.filter((path) => !/^src\/page\/(app\/|wire\/|wire\.ts$)/.test(path));
  });
  expect(app.length).toBeGreaterThan(10);
  expect(outside).toEqual([]);
});
