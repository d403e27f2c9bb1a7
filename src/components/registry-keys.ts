import type { ConnectorConfig } from '../clients/connect/model.ts';
import { secretReference } from '../target/secret-reference.ts';
import type { KindInput } from './kind-input.ts';

/** Connect keys that no user's `extra` may set: how the cluster's registry is reached. */
export const ownedRegistryKeys = 'registry.*';

/** How the cluster's registry is reached, for a connector of topics whose values name schemas; else nothing. */
export function registryKeys({ topics, cluster: { registry, secrets } }: KindInput): ConnectorConfig {
  const encoded = [...topics.values()].some((topic) => topic?.format !== undefined);
  if (!encoded || registry === undefined) return {};
  const { url, username, passwordSecret } = registry;
  return {
    'registry.url': url,
    ...(username === undefined ? {} : { 'registry.user': username }),
    ...(passwordSecret === undefined ? {} : { 'registry.password': secretReference(secrets, passwordSecret) }),
  };
}
