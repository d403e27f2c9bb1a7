import { createServer, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PipelineError } from '../../../src/base/errors.ts';
import { encryptionHeaders, s3Client } from '../../../src/clients/s3/client.ts';
import { S3Store } from '../../../src/store/s3.ts';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let asked: Asked[];
let answer: { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> };
let address: string;

/** Plays AWS's token service and what a store refuses with, which the S3 server of the tests does not. */
const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  asked.push({ method: request.method, url: request.url, headers: request.headers, body });
  const { status, headers } = body.includes('Action=AssumeRole') ? { status: 200, headers: {} } : answer;
  response.writeHead(status, { 'content-type': 'application/xml', ...headers });
  response.end(body.includes('Action=AssumeRole') ? assumed() : answer.body);
});

const assumed = () => `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<Credentials><AccessKeyId>PLAYED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>for a while</SessionToken>
<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials>
</AssumeRoleResult></AssumeRoleResponse>`;

const refusal = (code: string, message = 'no') => `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: '<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>' };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = typeof bound === 'object' && bound !== null ? `http://127.0.0.1:${bound.port}` : '';
});
afterEach(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));

const place = () => ({ endpoint: address, region: 'eu-west-3', bucket: 'lake', pathStyle: true });
const keys = { accessKeyId: 'MINE', secretAccessKey: 'canary' };
const signedBy = ({ headers }: Asked) => /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1];

describe('whom the store is asked as', () => {
  test('a role, assumed once with the keys, its external id and session', async () => {
    const role = { arn: 'arn:aws:iam::123456789012:role/reader', externalId: 'partner', endpoint: address };
    const store = new S3Store(await s3Client({ ...place(), role }, keys), 'lake');
    await store.list('/');
    await store.list('/');
    const [first, ...others] = asked;
    expect(first && signedBy(first)).toBe('MINE');
    expect(Object.fromEntries(new URLSearchParams(first?.body))).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: role.arn,
      ExternalId: 'partner',
      RoleSessionName: 'pipeline',
    });
    expect(others.map(signedBy)).toEqual(['PLAYED', 'PLAYED']);
    expect(others[0]?.headers['x-amz-security-token']).toBe('for a while');
  });

  test('keys for a while, with their token', async () => {
    const store = new S3Store(await s3Client(place(), { ...keys, sessionToken: 'short' }), 'lake');
    await store.list('/');
    expect(asked[0]?.headers['x-amz-security-token']).toBe('short');
  });
});

test('every object is asked to be encrypted', async () => {
  const encryption = { algorithm: 'aws:kms', key: 'alias/lake' } as const;
  const options = { making: encryptionHeaders({ encryption }) };
  const store = new S3Store(await s3Client(place(), keys), 'lake', options);
  answer = {
    status: 200,
    body: '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
  };
  await store.createExclusively('/a', Buffer.from('a'));
  await store.write('/b', Readable.from(['b']), false).catch(() => undefined);
  await store.probe('/c').catch(() => undefined);
  const made = asked.filter(
    ({ url = '', method }) => (method === 'PUT' && !url.includes('part')) || url.includes('?uploads'),
  );
  expect(made).toHaveLength(3);
  for (const { headers } of made) {
    expect(headers).toMatchObject({
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': 'alias/lake',
    });
  }
});

describe('what is refused says what to do', () => {
  const refused = async () => {
    const store = new S3Store(await s3Client(place(), keys), 'lake');
    const error: unknown = await store.probe('/x').catch((thrown: unknown) => thrown);
    if (!(error instanceof PipelineError)) throw error;
    expect(`${error.message} ${error.hint}`).not.toContain('canary');
    return error;
  };

  test.each([
    [404, 'NoSuchBucket', 'There is no such bucket', 'bucket'],
    [301, 'PermanentRedirect', 'another region', '`region`'],
    [400, 'AuthorizationHeaderMalformed', 'another region', '`region`'],
    [400, 'ExpiredToken', 'session of the keys has ended', 'S3_SESSION_TOKEN'],
    [403, 'InvalidAccessKeyId', 'does not know the access key', 'credentials'],
    [403, 'SignatureDoesNotMatch', 'secret key is not that', 'credentials'],
    [403, 'AccessDenied', 'Permission denied', 'bucket'],
  ])('%i %s', async (status, code, message, hint) => {
    answer = { status, body: refusal(code), headers: { 'x-amz-bucket-region': 'us-east-1' } };
    const error = await refused();
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });
});

test('who may only read is not taken for a worker: by the chain, writing is not tried', async () => {
  const store = new S3Store(await s3Client(place(), keys), 'lake', { othersWrite: true });
  await store.probe('/x');
  expect(asked.map(({ method }) => method)).toEqual(['GET']);
});
