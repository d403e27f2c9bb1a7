import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Document, isMap, parse, parseDocument } from 'yaml';
import type { Diagnostic } from '../../src/base/errors.ts';
import { loadPipelines } from '../../src/pipeline/compile/load.ts';
import { renderDiagnostics } from '../../src/ui/code-frame.ts';
import { applyHint } from './mistakes/apply-hint.ts';
import { cluster, contextIn, diagnosed, kept } from './reading.ts';

const corpus = join(import.meta.dirname, 'mistakes');
const base = parseDocument(readFileSync(join(corpus, 'base.yaml'), 'utf8'));
const files = globSync('*.yaml', { cwd: corpus })
  .filter((file) => file !== 'base.yaml')
  .sort();

type Patch = Readonly<Record<string, unknown>>;
interface Corpus {
  readonly under: readonly string[];
  readonly cases: readonly Patch[];
}

/** Cases of which the corpus consists: each is the pipeline of base.yaml with one mistake in it. */
const read = (file: string): Corpus => parse(readFileSync(join(corpus, file), 'utf8'));

const written = (document: Document): string => document.toString({ lineWidth: 0, flowCollectionPadding: true });

/** Entries of sections are replaced, and so is what stands at `under`; `(none)` takes it away. */
function withMistake({ under }: Corpus, patch: Patch): string {
  const document = base.clone();
  const put = (path: readonly string[], value: unknown) => {
    if (value === '(none)') document.deleteIn(path);
    else document.setIn(path, document.createNode(value, { flow: true }));
  };
  for (const [key, value] of Object.entries(patch)) {
    const path = [...under, key];
    if (under.length > 0 || !isMap(document.getIn(path)) || typeof value !== 'object') put(path, value);
    else for (const [name, entry] of Object.entries(value ?? {})) put([...path, name], entry);
  }
  return written(document);
}

const errorsIn = async (text: string): Promise<readonly Diagnostic[]> =>
  (await diagnosed(loadPipelines(['-'], cluster, contextIn(corpus, text), { vars: {} }))).filter(
    ({ severity }) => severity === 'error',
  );

/** Follows the first hint until nothing is wrong, or nothing changes. */
async function mended(text: string, errors: readonly Diagnostic[], steps = 3): Promise<string | undefined> {
  const [first] = errors;
  if (first === undefined) return text;
  const document = parseDocument(text);
  if (steps === 0 || !applyHint(document, text, first)) return undefined;
  const next = written(document);
  return mended(next, await errorsIn(next), steps - 1);
}

const linesNotIn = (text: string, other: string): string => {
  const known = new Set(other.split('\n'));
  return text
    .split('\n')
    .filter((line) => !known.has(line))
    .map((line) => `    ${line.trim()}\n`)
    .join('');
};

const shares: { cases: number; mended: number }[] = [];

describe('a mistake as people make them brings one error, and its hint mends it', () => {
  test('the pipeline without a mistake has none', async () => {
    expect(await errorsIn(written(base))).toEqual([]);
  });

  // Hundreds of files are read: a busy machine takes minutes.
  test.each(files)('%s', { timeout: 600_000 }, async (file) => {
    const all = read(file);
    const followers: unknown[] = [];
    let golden = '';
    let count = 0;
    for (const patch of all.cases) {
      const text = withMistake(all, patch);
      const errors = await errorsIn(text);
      const output = kept();
      const after = await mended(text, errors);
      if (errors.length !== 1) followers.push({ patch, errors: errors.map(({ message }) => message) });
      if (after !== undefined) count++;
      golden += `${renderDiagnostics(errors, output)}${output.text()}  mended: ${after === undefined ? 'no\n' : `\n${linesNotIn(after, written(base))}`}\n`;
    }
    shares.push({ cases: all.cases.length, mended: count });
    await expect(golden).toMatchFileSnapshot(join(corpus, file.replace('.yaml', '.txt')));
    expect(followers).toEqual([]);
  });

  test('nine of ten hints, done word by word, mend the file', () => {
    const cases = shares.reduce((sum, share) => sum + share.cases, 0);
    const good = shares.reduce((sum, share) => sum + share.mended, 0);
    expect(shares).toHaveLength(files.length);
    expect(cases).toBeGreaterThanOrEqual(200);
    expect(good / cases).toBeGreaterThanOrEqual(0.9);
  });
});
