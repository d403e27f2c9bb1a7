import type { Context } from '../../base/context.ts';
import { RefusedError } from '../../base/errors.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { resolveSecret } from '../../target/resolve-secret.ts';
import { secretReference } from '../../target/secret-reference.ts';
import { SchemaRegistry } from './client.ts';

type Known = Pick<ClusterAddresses, 'name' | 'registry' | 'secrets'>;

/**
 * The schema registry of a cluster. RefusedError when it has none, or when this tool does not know the password of its
 * user.
 */
export function schemaRegistry(
  { name, registry, secrets }: Known,
  { environment, signal, clock }: Pick<Context, 'environment' | 'signal' | 'clock'>,
): SchemaRegistry {
  if (registry === undefined) {
    throw new RefusedError(`The cluster ${name} has no schema registry`, {
      hint: 'Add `registry:` to its file in config/clusters, or start one: `pipeline up --with registry`.',
    });
  }
  const { url, localUrl = url, username, passwordSecret } = registry;
  const password =
    passwordSecret === undefined
      ? undefined
      : resolveSecret(secretReference(secrets, passwordSecret), secrets, environment);
  return new SchemaRegistry(
    {
      url: localUrl,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    },
    { signal, clock },
  );
}
