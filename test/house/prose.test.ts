import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const WIDTH = 120;

/** Lines of a page's prose, with their numbers: what stands in code, tables and alone is as wide as it must be. */
function proseOf(text: string): readonly (readonly [number: number, line: string])[] {
  let code = false;
  return text.split('\n').flatMap((line, index) => {
    const fence = /^\s*(```|~~~)/.test(line);
    if (fence) code = !code;
    return code || fence || /^\s*[|<#]/.test(line) ? [] : [[index + 1, line] as const];
  });
}

/** Whether a line could be broken: code and links stay in one piece. */
const isBreakable = (line: string) =>
  /\S \S/.test(
    line
      .replaceAll(/`[^`]*`|\[[^\]]*\]\([^)]*\)/g, 'x')
      .trim()
      .replace(/^([-*+]|\d+[.)])\s+/, ''),
  );

test('the prose of every page is wrapped at 120 characters', () => {
  const wide = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).flatMap((file) =>
    proseOf(readFileSync(join(root, file), 'utf8'))
      .filter(([, line]) => line.length > WIDTH && isBreakable(line))
      .map(([number]) => `${file}:${number}`),
  );
  expect(wide).toEqual([]);
});

test('comments are wrapped at 120 characters', () => {
  const files = globSync(['{src,test,bench,docs}/**/*.{ts,mjs}', '{connectors,hadoop}/**/src/**/*.java'], {
    cwd: root,
  });
  const wide = files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        /^\s*(\/\*\*|\*|\/\/)/.test(line) && line.length > WIDTH ? [`${file}:${index + 1}`] : [],
      ),
  );
  expect(wide).toEqual([]);
});
