import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../base/errors.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import { isMissing } from '../base/system-error.ts';

/** Lines `NAME=value` of a file that a container's environment is made from; none when there is no such file. */
function lines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Names of the secrets whose variables begin with `prefix`, without it. */
export function environmentSecretNames(file: string, prefix: string): readonly string[] {
  return lines(file)
    .filter((line) => line.startsWith(prefix) && line.includes('='))
    .map((line) => line.slice(prefix.length, line.indexOf('=')));
}

/** The value of one secret; undefined where the file does not have it. */
export function readEnvironmentSecret(file: string, prefix: string, name: string): string | undefined {
  const variable = `${prefix}${name}=`;
  return lines(file)
    .findLast((line) => line.startsWith(variable))
    ?.slice(variable.length);
}

/**
 * Adds or replaces one secret in a file that only its owner may read. Such a file knows no escapes.
 * @throws UsageError for a value of several lines, or a name that no variable can have.
 */
export function writeEnvironmentSecret(file: string, prefix: string, name: string, value: string): void {
  if (!/^[A-Za-z0-9_]+$/.test(name)) {
    throw new UsageError('No variable can have this name', { where: name, hint: 'Use letters, digits and `_`.' });
  }
  if (/[\r\n]/.test(value)) {
    throw new UsageError('The secret has several lines, and the environment of a container takes one', { where: name });
  }
  const variable = `${prefix}${name}=`;
  const kept = lines(file).filter((line) => !line.startsWith(variable));
  makePrivateFolder(dirname(file));
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, [...kept, `${variable}${value}`, ''].join('\n'), { mode: 0o600 });
  renameSync(draft, file);
}
