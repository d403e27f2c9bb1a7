import { readFile } from 'node:fs/promises';
import { RefusedError } from '../../base/errors.ts';
import { systemError } from '../../base/system-error.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { parseProperties } from '../../target/properties.ts';

/** An access key with what belongs to it; undefined leaves the choice to the AWS SDK's own chain. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

type S3 = Pick<NonNullable<ClusterAddresses['s3']>, 'credentials' | 'credentialsFile'>;
type Names = Readonly<Record<string, string | undefined>>;

function pick(
  { S3_ACCESS_KEY: accessKeyId, S3_SECRET_KEY: secretAccessKey, S3_SESSION_TOKEN: token }: Names,
  from: S3['credentials'],
): S3Credentials | undefined {
  if (!accessKeyId || !secretAccessKey) return undefined;
  if (from !== 'session') return { accessKeyId, secretAccessKey };
  return token ? { accessKeyId, secretAccessKey, sessionToken: token } : undefined;
}

/**
 * S3_ACCESS_KEY, S3_SECRET_KEY, and S3_SESSION_TOKEN where the cluster's keys are for a while: from the environment,
 * else from the cluster's Java properties file. RefusedError when the file cannot be read or lacks one of them; the
 * values never appear in a message.
 */
export async function s3Credentials(
  { credentials, credentialsFile: file }: S3,
  environment: Names,
): Promise<S3Credentials | undefined> {
  if (credentials === 'chain') return undefined;
  const own = pick(environment, credentials);
  if (own !== undefined || file === undefined) return own;
  let properties: Names;
  try {
    properties = parseProperties(await readFile(file, 'utf8'));
  } catch (cause) {
    throw systemError(cause, `file with the S3 credentials, ${file}`) ?? cause;
  }
  const found = pick(properties, credentials);
  if (found !== undefined) return found;
  const names = ['S3_ACCESS_KEY', 'S3_SECRET_KEY', ...(credentials === 'session' ? ['S3_SESSION_TOKEN'] : [])];
  const lacking = names.filter((name) => !properties[name]);
  throw new RefusedError(`The file lacks ${lacking.join(' and ')}`, {
    where: file,
    hint: `\`pipeline secret set ${lacking[0] ?? ''}\` writes it.`,
  });
}
