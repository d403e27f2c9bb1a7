import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const source = join(import.meta.dirname, '../../src');

/** What each room may import besides itself, `errors.ts` and `context.ts`. Rooms not listed as keys are files at the top. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  language: ['kinds'],
  kinds: ['language', 'cluster'],
  compile: ['kinds', 'language', 'cluster'],
  plan: ['compile', 'kinds', 'language', 'connect', 'kafka', 'cluster'],
  apply: ['plan', 'compile', 'kinds', 'language', 'connect', 'kafka', 'cluster', 'status', 'clients', 'store'],
  verify: ['compile', 'kinds', 'language', 'connect', 'kafka', 'webhdfs', 's3', 'store', 'files', 'cluster'],
  connect: [],
  kafka: [],
  webhdfs: [],
  s3: [],
  store: ['webhdfs', 's3'],
  files: ['store'],
  render: [],
};

function imports(file: string): { readonly from: string; readonly typeOnly: boolean }[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'(\.[^']+)'/gm)].map((match) => ({
    from: relative(source, join(dirname(file), match[2] ?? '')),
    typeOnly: match[1] !== undefined,
  }));
}

const room = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '');

describe('rooms import in one direction', () => {
  const files = globSync('**/*.ts', { cwd: source });

  test.each(files)('%s', (file) => {
    const own = room(file);
    const wrong = imports(join(source, file)).filter(({ from, typeOnly }) => {
      const other = room(from);
      if (other === own || other === '') return false;
      if (other === 'commands') return own !== '' || file !== 'cli.ts';
      const allowed = mayImport[own];
      if (allowed === undefined) return false;
      // What a client is given and a renderer shows are plain data of other rooms: their types are no dependency.
      return !allowed.includes(other) && !typeOnly;
    });
    expect(wrong.map(({ from }) => from)).toEqual([]);
  });
});
