import { expect, test } from 'vitest';
import { trustedRedirect } from '../../../src/clients/webhdfs/redirects.ts';

const remote = new URL('https://namenode.example:9871');
const local = new URL('http://127.0.0.1:9870');
const hdfs = { dataNodeHosts: ['worker7.example', 'datanode'], dataNodes: { 'datanode:9864': '127.0.0.1:19864' } };

test.each([
  ['https://namenode.example:9865/x', remote],
  ['https://worker7.example:9865/x', remote],
  ['http://localhost:9864/x', local],
  ['http://127.0.0.1:9864/x', local],
])('%s is followed from %s', (location, nameNode) => {
  expect(trustedRedirect(location, nameNode, hdfs).href).toBe(location);
});

test.each([
  ['https://evil.example/x', remote],
  ['http://127.0.0.1:9864/x', remote],
  ['http://worker7.example.evil/x', local],
  ['file:///etc/passwd', local],
])('%s is not followed from %s', (location, nameNode) => {
  expect(() => trustedRedirect(location, nameNode, hdfs)).toThrow(/which this cluster does not name/);
});

test('a DataNode that cannot be reached at its own address is reached where the cluster says', () => {
  expect(trustedRedirect('http://datanode:9864/x?op=OPEN', local, hdfs).href).toBe('http://127.0.0.1:19864/x?op=OPEN');
});
