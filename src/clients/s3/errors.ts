import { RefusedError, ServiceError, UnreachableError } from '../../base/errors.ts';

/** HTTP status of an S3 answer that refused; undefined when nothing answered. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

interface Sentence {
  readonly message: string;
  readonly hint?: string;
}

const keys = '`credentials`, `role` and the keys in the cluster’s file say whom the store is asked as';

const SENTENCES: Readonly<Record<number, Sentence>> = {
  403: { message: 'Permission denied', hint: `${keys}; they need a user of this bucket.` },
  404: { message: 'There is no such file', hint: '`pipeline hdfs ls s3:/` shows what there is.' },
  412: { message: 'The file exists already', hint: '--overwrite replaces it.' },
};

const elsewhere: Sentence = {
  message: 'The bucket is in another region',
  hint: 'Write its `region`, and the `endpoint` of that region, in the cluster’s file.',
};

const expired: Sentence = {
  message: 'The session of the keys has ended',
  hint: 'Set S3_ACCESS_KEY, S3_SECRET_KEY and S3_SESSION_TOKEN anew and restart the sinks, or use a `role`.',
};

/** By the error's name, where its status alone says too little. */
const NAMED: Readonly<Record<string, Sentence>> = {
  NoSuchBucket: { message: 'There is no such bucket', hint: 'Create it, or name another one in `bucket`.' },
  PermanentRedirect: elsewhere,
  AuthorizationHeaderMalformed: elsewhere,
  IllegalLocationConstraintException: elsewhere,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  RequestTimeTooSkewed: { message: 'The clock of this machine and the store’s differ', hint: 'Set both by NTP.' },
  InvalidAccessKeyId: { message: 'The store does not know the access key', hint: `${keys}.` },
  SignatureDoesNotMatch: { message: 'The secret key is not that of the access key', hint: `${keys}.` },
};

/** An error of the SDK as one of ours. */
export function s3Error(error: unknown, where: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'CredentialsProviderError') {
    return new RefusedError(`No credentials were found: ${error.message}`, { where, hint: `${keys}.`, cause: error });
  }
  const status = statusOf(error);
  if (status === undefined) {
    return new UnreachableError(`S3 does not answer: ${error.message || error.name}`, {
      where,
      hint: '`pipeline up --with s3` starts the embedded one.',
      cause: error,
    });
  }
  // What refused may have been the token service, asked before the store.
  const role = /sts:AssumeRole/.test(error.message)
    ? { message: 'The role was refused', hint: 'Its trust policy must name whom `credentials` stands for.' }
    : undefined;
  const { message, hint } = role ??
    NAMED[error.name] ??
    SENTENCES[status] ?? { message: `S3 refused: ${error.name} ${error.message}` };
  return new ServiceError(message, { where, cause: error, ...(hint && { hint }) });
}
