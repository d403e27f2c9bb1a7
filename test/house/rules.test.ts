import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('every rule that is told about a file is explained in docs/errors.md', () => {
  const rules = globSync('src/{language,kinds,compile,cluster}/**/*.ts', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/\b(?:mistake|warning|report|refuse)\(\s*'([a-z]+(?:-[a-z]+)*)'/g)].map(
      ([, rule]) => rule ?? '',
    );
  });
  const documented = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  expect(rules.length).toBeGreaterThan(50);
  expect([...new Set(rules)].filter((rule) => !documented.includes(`\`${rule}\``))).toEqual([]);
});

test('what is heavy is loaded when it is needed: schemas are compiled lazily, the S3 client imported on demand', () => {
  const files = globSync('src/**/*.ts', { cwd: root }).map((file) => [file, readFileSync(join(root, file), 'utf8')]);
  const holding = (pattern: RegExp) => files.filter(([, text = '']) => pattern.test(text)).map(([file]) => file);
  expect(holding(/^(const|export const) .*new Ajv.*\.compile/m)).toEqual([]);
  expect(holding(/^import (?!type ).* from '@aws-sdk\//m)).toEqual([]);
  expect(holding(/\bnew Ajv/).sort()).toEqual([
    'src/kinds/datagen/fit.ts',
    'src/language/read-pipeline.ts',
    'src/language/validator.ts',
  ]);
});
