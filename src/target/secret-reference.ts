import type { ClusterAddresses } from './addresses.ts';

/**
 * How workers are told to read the secret `name`: `${file:PATH:NAME}` from a file of theirs, or, with provider `env`,
 * `${env:PREFIXNAME}` where `path` is the prefix of the variables they may read.
 */
export function secretReference({ provider, path }: ClusterAddresses['secrets'], name: string): string {
  return provider === 'env' ? `\${env:${path}${name}}` : `\${${provider}:${path}:${name}}`;
}

/** What every reference of this cluster begins with. */
export function secretReferenceStart(secrets: ClusterAddresses['secrets']): string {
  return secretReference(secrets, '').slice(0, -1);
}
