import { glob, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import type { Context } from '../base/context.ts';
import { UsageError } from '../base/errors.ts';

export interface SourceFile {
  /** As messages name it: relative to the working directory where that is shorter. */
  readonly file: string;
  readonly text: string;
}

const isYaml = (name: string) => name.endsWith('.yaml') || name.endsWith('.yml');
const isPattern = (path: string) => /[*?[{]/.test(path);

/**
 * Reads what the command line names: files, folders (the YAML files directly in them), globs, `-` for standard input;
 * nothing means `config/`. Each file once, in the order given. A path that leads nowhere is a UsageError.
 */
export async function readFiles(paths: readonly string[], context: Context): Promise<SourceFile[]> {
  const found = new Map<string, SourceFile>();
  for (const path of paths.length === 0 ? ['config'] : paths) {
    if (path === '-') {
      found.set('-', { file: '<stdin>', text: await readInput(context) });
      continue;
    }
    for (const file of await expand(path, context.directory)) {
      const name = relative(context.directory, file);
      if (!found.has(file)) {
        found.set(file, { file: name.startsWith('..') ? file : name, text: await readFile(file, 'utf8') });
      }
    }
  }
  return [...found.values()];
}

async function expand(path: string, directory: string): Promise<string[]> {
  const absolute = resolve(directory, path);
  const found = await stat(absolute).catch(() => undefined);
  if (found?.isDirectory() === true) {
    const names = (await readdir(absolute)).filter(isYaml).sort();
    if (names.length === 0) throw new UsageError(`No YAML file in the folder ${path}`, { hint: 'name a file' });
    return names.map((name) => join(absolute, name));
  }
  if (found !== undefined) return [absolute];
  if (isPattern(path)) {
    const matches: string[] = [];
    for await (const match of glob(path, { cwd: directory })) matches.push(resolve(directory, match));
    if (matches.length > 0) return matches.filter(isYaml).sort();
  }
  throw new UsageError(`There is no file or folder ${path}`, {
    hint: 'name YAML files, folders, globs, or - for standard input; nothing means config/',
  });
}

async function readInput(context: Context): Promise<string> {
  addAbortSignal(context.signal, context.input);
  const chunks: Buffer[] = [];
  for await (const chunk of context.input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
