import { readFile } from 'node:fs/promises';
import { RefusedError } from '../../base/errors.ts';
import { systemError } from '../../base/system-error.ts';

/** An access key and its secret; undefined leaves the choice to the AWS SDK's own chain. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

function propertiesOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => /^\s*[^#!\s]/.test(line));
  return new Map(
    lines.map((line) => {
      const at = line.search(/[=:]/);
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
    }),
  );
}

/**
 * S3_ACCESS_KEY and S3_SECRET_KEY from the environment, else from the cluster's Java properties file. RefusedError when
 * the file cannot be read or lacks one of them; the values never appear in a message.
 */
export async function s3Credentials(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<S3Credentials | undefined> {
  const { S3_ACCESS_KEY: ownKey, S3_SECRET_KEY: ownSecret } = environment;
  if (ownKey && ownSecret) return { accessKeyId: ownKey, secretAccessKey: ownSecret };
  if (file === undefined) return undefined;
  let properties: ReadonlyMap<string, string>;
  try {
    properties = propertiesOf(await readFile(file, 'utf8'));
  } catch (cause) {
    throw systemError(cause, `file with the S3 credentials, ${file}`) ?? cause;
  }
  const accessKeyId = properties.get('S3_ACCESS_KEY');
  const secretAccessKey = properties.get('S3_SECRET_KEY');
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  throw new RefusedError('The file lacks S3_ACCESS_KEY or S3_SECRET_KEY', {
    where: file,
    hint: '`pipeline secret set S3_ACCESS_KEY` writes it.',
  });
}
