import { RefusedError } from '../base/errors.ts';
import type { ClusterAddresses } from './addresses.ts';
import { secretReferenceStart } from './secret-reference.ts';
import { readSecrets } from './secrets.ts';

/**
 * The text with the value of the secret that it refers to as the workers do (`${file:PATH:NAME}`, `${env:PREFIXNAME}`):
 * out of the environment, or of the file where `secret set` keeps it. RefusedError when there is none; values are in no
 * message.
 */
export function resolveSecret(
  text: string,
  secrets: ClusterAddresses['secrets'],
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const start = secretReferenceStart(secrets);
  if (!text.startsWith(start) || !text.endsWith('}')) return text;
  const name = text.slice(start.length, -1);
  const prefix = secrets.provider === 'env' ? secrets.path : '';
  const file = secrets.localFile ?? (secrets.provider === 'env' ? undefined : secrets.path);
  const kept = file === undefined ? {} : readSecrets(file);
  const value = environment[`${prefix}${name}`] ?? kept[`${prefix}${name}`] ?? kept[name];
  if (value !== undefined && value !== '') return value;
  const hint = `\`pipeline secret set ${name}\` keeps it; elsewhere the variable ${prefix}${name} may hold it.`;
  throw new RefusedError(`The secret ${name} is not known where this runs`, { hint });
}
