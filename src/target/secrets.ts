import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateFolder } from '../base/private-folder.ts';
import { isMissing } from '../base/system-error.ts';
import { formatProperties, parseProperties } from './properties.ts';

/** Secrets by name; none when the file does not exist. Their values belong in no output. */
export function readSecrets(file: string): Record<string, string> {
  try {
    return parseProperties(readFileSync(file, 'utf8'));
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
}

/** Adds or replaces secrets in a file that only its owner may read. */
export function writeSecrets(file: string, secrets: Readonly<Record<string, string>>): void {
  const content = formatProperties({ ...readSecrets(file), ...secrets });
  makePrivateFolder(dirname(file));
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, file);
}

/**
 * Makes sure that the file exists and holds credentials for the S3 server and PostgreSQL; returns nothing, values stay
 * in the file.
 */
export function ensureSecrets(file: string): void {
  const present = readSecrets(file);
  const missing = Object.entries({
    S3_ACCESS_KEY: () => `pipeline-${randomBytes(6).toString('hex')}`,
    S3_SECRET_KEY: () => randomBytes(24).toString('base64url'),
    PG_PASSWORD: () => randomBytes(24).toString('base64url'),
  }).filter(([name]) => present[name] === undefined);
  if (missing.length > 0) writeSecrets(file, Object.fromEntries(missing.map(([name, make]) => [name, make()])));
}
