import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPipelines } from '../../src/pipeline/compile/load.ts';
import { renderDiagnostics } from '../../src/ui/code-frame.ts';
import { cluster, contextIn, diagnosed, kept } from './reading.ts';

const golden = join(import.meta.dirname, 'golden');

/** Each bad file with the very words a person reads about it; `vitest -u` writes them anew. */
describe('a wrong file is answered like a compiler would', () => {
  test.each(globSync('*.yaml', { cwd: golden }).sort())('%s', async (file) => {
    const found = await diagnosed(loadPipelines([file], cluster, contextIn(golden), { vars: {} }));
    expect(found.length).toBeGreaterThan(0);
    await expect(renderDiagnostics(found, kept())).toMatchFileSnapshot(join(golden, file.replace('.yaml', '.txt')));
  });
});
