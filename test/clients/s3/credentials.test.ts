import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { s3Credentials } from '../../../src/clients/s3/credentials.ts';

const folder = mkdtempSync(join(tmpdir(), 'credentials-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (text: string) => {
  const path = join(folder, 's3.properties');
  writeFileSync(path, text);
  return path;
};

describe('the keys of the cluster’s store', () => {
  const environment = { S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' };

  test('are those of the environment before those of the file', async () => {
    const credentialsFile = file('S3_ACCESS_KEY=c\nS3_SECRET_KEY: d\n');
    expect(await s3Credentials({ credentialsFile }, environment)).toEqual({ accessKeyId: 'a', secretAccessKey: 'b' });
    expect(await s3Credentials({ credentialsFile }, {})).toEqual({ accessKeyId: 'c', secretAccessKey: 'd' });
  });

  test('for a while have a token, and are refused without', async () => {
    const credentials = 'session';
    const whole = { ...environment, S3_SESSION_TOKEN: 't' };
    expect(await s3Credentials({ credentials }, whole)).toMatchObject({ accessKeyId: 'a', sessionToken: 't' });
    const credentialsFile = file('S3_ACCESS_KEY=c\nS3_SECRET_KEY=canary\n');
    const refused = s3Credentials({ credentials, credentialsFile }, environment);
    await expect(refused).rejects.toMatchObject({
      message: 'The file lacks S3_SESSION_TOKEN',
      hint: expect.stringContaining('secret set S3_SESSION_TOKEN'),
    });
    await expect(refused).rejects.not.toThrow('canary');
  });

  test('are left to AWS’s chain where the cluster says so', async () => {
    expect(await s3Credentials({ credentials: 'chain', credentialsFile: '/nowhere' }, environment)).toBeUndefined();
  });
});
