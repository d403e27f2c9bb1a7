import type { Context } from '../base/context.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import type { Store } from './store.ts';

/** A bucket of the cluster's object store; the SDK is loaded only here. */
export async function openS3(
  s3: NonNullable<ClusterAddresses['s3']>,
  bucket: string,
  world: Pick<Context, 'environment' | 'signal'>,
): Promise<Store> {
  const [{ encryptionHeaders, s3Client }, { s3Credentials }, { S3Store }] = await Promise.all([
    import('../clients/s3/client.ts'),
    import('../clients/s3/credentials.ts'),
    import('./s3.ts'),
  ]);
  const credentials = await s3Credentials(s3, world.environment);
  return new S3Store(await s3Client(s3, credentials), bucket, {
    signal: world.signal,
    making: encryptionHeaders(s3),
    othersWrite: s3.credentials === 'chain',
  });
}
