import { expect, test } from 'vitest';
import { trustedRedirect } from '../../src/webhdfs/redirects.ts';

const remote = new URL('https://namenode.example:9871');
const local = new URL('http://127.0.0.1:9870');

test.each([
  ['https://namenode.example:9865/x', remote],
  ['https://worker7.example:9865/x', remote],
  ['http://localhost:9864/x', local],
  ['http://127.0.0.1:9864/x', local],
])('%s is followed from %s', (location, nameNode) => {
  expect(trustedRedirect(location, nameNode, ['worker7.example']).href).toBe(location);
});

test.each([
  ['https://evil.example/x', remote],
  ['http://127.0.0.1:9864/x', remote],
  ['http://worker7.example.evil/x', local],
  ['file:///etc/passwd', local],
])('%s is not followed from %s', (location, nameNode) => {
  expect(() => trustedRedirect(location, nameNode, ['worker7.example'])).toThrow(/which this cluster does not name/);
});
