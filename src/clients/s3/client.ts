import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { ClusterAddresses } from '../../target/addresses.ts';
import type { S3Credentials } from './credentials.ts';

/** The AWS SDK, loaded only when a bucket is really spoken to: it costs a tenth of a second. */
export const sdk = () => import('@aws-sdk/client-s3');

type S3 = NonNullable<ClusterAddresses['s3']>;

/**
 * A client of the cluster's S3 endpoint.
 *
 * @param credentials undefined: what AWS's own chain finds here
 */
export async function s3Client(addresses: S3, credentials: S3Credentials | undefined): Promise<S3Client> {
  const { S3Client: Client } = await sdk();
  const identity = addresses.role === undefined ? credentials : await assumed(addresses, addresses.role, credentials);
  const config: S3ClientConfig = {
    endpoint: addresses.localEndpoint ?? addresses.endpoint,
    region: addresses.region,
    forcePathStyle: addresses.pathStyle,
    maxAttempts: 4,
    // Servers other than Amazon's do not all know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(identity && { credentials: identity }),
  };
  return new Client(config);
}

/** Sessions of a role, each asked for before the one before it ends. */
async function assumed({ region }: S3, role: NonNullable<S3['role']>, credentials: S3Credentials | undefined) {
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  return fromTemporaryCredentials({
    ...(credentials && { masterCredentials: { ...credentials } }),
    params: {
      RoleArn: role.arn,
      RoleSessionName: role.session ?? 'pipeline',
      ...(role.externalId !== undefined && { ExternalId: role.externalId }),
    },
    clientConfig: { region, ...(role.endpoint !== undefined && { endpoint: role.endpoint }) },
  });
}

/** What each request that makes an object says of how it is to be encrypted. */
export function encryptionHeaders({ encryption }: Pick<S3, 'encryption'>) {
  if (encryption === undefined) return {};
  const { algorithm, key } = encryption;
  return { ServerSideEncryption: algorithm, ...(key !== undefined && { SSEKMSKeyId: key }) };
}
