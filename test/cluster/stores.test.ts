import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { s3Client } from '../../src/clients/s3/client.ts';
import { s3Credentials } from '../../src/clients/s3/credentials.ts';
import { Stores } from '../../src/store/location.ts';
import { S3Store } from '../../src/store/s3.ts';
import { storeContract } from '../store/contract.ts';
import { testCluster, testContext, uniqueName } from './harness.ts';

describe.each(['hdfs:/', 's3:/'])('%s as a store', (scheme) => {
  const name = uniqueName('store');
  storeContract(async () => {
    const stores = new Stores(testCluster().addresses, testContext());
    const { store, path } = await stores.locate(`${scheme}${name}`);
    return { store, directory: path };
  });
});

async function opened(): Promise<{ readonly client: S3Client; readonly bucket: string }> {
  const { s3 } = testCluster().addresses;
  if (s3 === undefined) throw new Error('the cluster has no S3');
  return { client: await s3Client(s3, await s3Credentials(s3, {})), bucket: s3.bucket };
}

test('an upload is known until it is aborted, and by its own id only', async () => {
  const { client, bucket } = await opened();
  const store = new S3Store(client, bucket);
  const Key = `${uniqueName('upload')}/a.json`;
  const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
  await client.send(new UploadPartCommand({ Bucket: bucket, Key, UploadId, PartNumber: 1, Body: Buffer.from('x') }));
  expect(await store.isUploading(`/${Key}`, UploadId)).toBe(true);
  expect(await store.isUploading(`/${Key}`, 'another')).toBe(false);
  await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
  expect(await store.isUploading(`/${Key}`, UploadId)).toBe(false);
});
