import { RefusedError } from '../base/errors.ts';
import type { ClusterAddresses } from './addresses.ts';
import { readEnvironmentSecret } from './environment-secrets.ts';
import { readSecrets } from './secrets.ts';

interface Known {
  /** Java properties file with secrets by name, for this tool's own reading. */
  readonly file: string | undefined;
  readonly secrets: ClusterAddresses['secrets'];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The value behind a reference as the workers are given it (`${file:PATH:NAME}`, `${env:PREFIXNAME}`): of the variable
 * NAME, of `file`, or of where `secret set` keeps secrets. RefusedError when none has it; the value is in no message.
 */
export function secretFor(reference: string, { file, secrets, environment }: Known): string {
  const [, path] = /^\$\{[\w-]+:([^}]*)\}$/.exec(reference) ?? [];
  const name = nameOf(path ?? '', secrets);
  const value = environment[name] || fromFiles(name, file, secrets);
  if (name !== '' && value) return value;
  throw new RefusedError(
    name === ''
      ? 'This tool cannot know the password: it is no reference to a secret'
      : `This tool does not know the secret ${name}`,
    {
      where: `password of the database`,
      hint: `Set the variable ${name || 'PG_PASSWORD'} for it, or name a file with it as \`postgres.credentialsFile\` in the cluster’s file.`,
    },
  );
}

function nameOf(path: string, { provider, path: prefix }: ClusterAddresses['secrets']): string {
  if (provider === 'env') return path.startsWith(prefix) ? path.slice(prefix.length) : path;
  return path.slice(path.lastIndexOf(':') + 1);
}

function fromFiles(name: string, file: string | undefined, secrets: ClusterAddresses['secrets']): string | undefined {
  const own = file === undefined ? undefined : readSecrets(file)[name];
  if (own || secrets.localFile === undefined) return own;
  if (secrets.provider === 'env') return readEnvironmentSecret(secrets.localFile, secrets.path, name);
  return readSecrets(secrets.localFile)[name];
}
