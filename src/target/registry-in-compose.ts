import type { ClusterAddresses } from './addresses.ts';

/** Whether a cluster's registry is the service of that name in its Compose file, and not one of the user's own. */
export const hasRegistryInCompose = ({ compose, registry }: ClusterAddresses): boolean =>
  compose !== undefined && registry !== undefined && new URL(registry.url).hostname === 'registry';
