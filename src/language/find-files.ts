import { glob, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import type { Context } from '../base/context.ts';
import { UsageError } from '../base/errors.ts';
import { isMissing, systemError } from '../base/system-error.ts';

export interface SourceFile {
  /** As messages name it: relative to the working directory where that is shorter. */
  readonly file: string;
  readonly text: string;
}

/** Hidden files are no pipelines: editors leave their locks and drafts under such names. */
const isYaml = (name: string) => /\.ya?ml$/.test(name) && !basename(name).startsWith('.');
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
        found.set(file, { file: name.startsWith('..') ? file : name, text: await readText(file) });
      }
    }
  }
  return [...found.values()];
}

async function expand(path: string, directory: string): Promise<string[]> {
  if (path === '')
    throw new UsageError('The name of a file is empty', { hint: 'leave it out for config/, or name a file' });
  const absolute = resolve(directory, path);
  const found = await stat(absolute).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (found?.isDirectory() === true) {
    const names = (await readdir(absolute)).filter(isYaml).sort();
    if (names.length === 0)
      throw new UsageError(`No YAML file in the folder ${path}`, {
        hint: 'name a file, or have `pipeline init` write a first one',
      });
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

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw systemError(error, file) ?? error;
  }
}

async function readInput(context: Context): Promise<string> {
  addAbortSignal(context.signal, context.input);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of context.input) chunks.push(Buffer.from(chunk));
  } catch (error) {
    throw systemError(error, 'standard input') ?? error;
  }
  return Buffer.concat(chunks).toString('utf8');
}
