import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { ServiceError, UnreachableError } from '../../base/errors.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import type { S3Credentials } from './credentials.ts';

/** The AWS SDK, loaded only when a bucket is really spoken to: it costs a tenth of a second. */
export const sdk = () => import('@aws-sdk/client-s3');

/** A client of the cluster's S3 endpoint. */
export async function s3Client(
  addresses: NonNullable<ClusterAddresses['s3']>,
  credentials: S3Credentials | undefined,
): Promise<S3Client> {
  const { S3Client: Client } = await sdk();
  const config: S3ClientConfig = {
    endpoint: addresses.localEndpoint ?? addresses.endpoint,
    region: addresses.region,
    forcePathStyle: addresses.pathStyle,
    maxAttempts: 4,
    // Servers other than Amazon's do not all know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(credentials && { credentials: { ...credentials } }),
  };
  return new Client(config);
}

/** HTTP status of an S3 answer that refused; undefined when nothing answered. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

const SENTENCES: Readonly<Record<number, { readonly message: string; readonly hint?: string }>> = {
  403: { message: 'Permission denied', hint: 'S3_ACCESS_KEY and S3_SECRET_KEY must belong to a user of this bucket.' },
  404: { message: 'There is no such file', hint: '`pipeline hdfs ls s3:/` shows what there is.' },
  412: { message: 'The file exists already', hint: '--overwrite replaces it.' },
};

/** By the error's name, where its status alone says too little. */
const NAMED: Readonly<Record<string, { readonly message: string; readonly hint: string }>> = {
  NoSuchBucket: { message: 'There is no such bucket', hint: 'Create it, or name another one in `bucket`.' },
};

/** An error of the SDK as one of ours. */
export function s3Error(error: unknown, where: string): unknown {
  if (!(error instanceof Error)) return error;
  const status = statusOf(error);
  if (status === undefined) {
    return new UnreachableError(`S3 does not answer: ${error.message || error.name}`, {
      where,
      hint: '`pipeline up --with s3` starts the embedded one.',
      cause: error,
    });
  }
  const { message, hint } = NAMED[error.name] ??
    SENTENCES[status] ?? { message: `S3 refused: ${error.name} ${error.message}` };
  return new ServiceError(message, { where, cause: error, ...(hint && { hint }) });
}
