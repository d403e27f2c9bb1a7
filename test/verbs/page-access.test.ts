import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pageAccess } from '../../src/verbs/shared/page-access.ts';

const password = 'a password that is long';
const alone = { environment: {}, directory: '/' };
const withPassword = { environment: { PIPELINE_PAGE_PASSWORD: password }, directory: '/' };

test('on this machine nothing is asked for', () => {
  expect(pageAccess(alone, { listen: '127.0.0.1' })).toEqual({ host: '127.0.0.1' });
  expect(pageAccess({ ...alone, environment: { PIPELINE_PAGE_PASSWORD: '' } }, { listen: '::1' })).toEqual({
    host: '::1',
  });
});

test('where others reach it, a password is demanded, and a long one', () => {
  for (const listen of ['0.0.0.0', '::', '192.168.1.5', 'example.org', '127.0.0.1.example.org']) {
    expect(() => pageAccess(alone, { listen }), listen).toThrow(/without a password/);
    expect(pageAccess(withPassword, { listen })).toEqual({ host: listen, password });
  }
  const short = { ...alone, environment: { PIPELINE_PAGE_PASSWORD: 'short' } };
  expect(() => pageAccess(short, { listen: '127.0.0.1' })).toThrow(/at least 12/);
});

test('the password comes out of a file, and a header of a proxy is nothing without one', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pipeline-access-'));
  writeFileSync(join(directory, 'secret'), `${password}\n`);
  const place = { environment: {}, directory };
  expect(pageAccess(place, { listen: '0.0.0.0', passwordFile: 'secret' })).toMatchObject({ password });
  expect(() => pageAccess(place, { listen: '0.0.0.0', passwordFile: 'none' })).toThrow(/no such file/);
  expect(() => pageAccess(alone, { listen: '127.0.0.1', proxyHeader: 'X-User' })).toThrow(/Anybody could send/);
  const proxied = { listen: '0.0.0.0', proxyHeader: 'X-Proxy', publicUrl: 'https://pipeline.example.org' };
  expect(pageAccess(withPassword, proxied)).toMatchObject({ header: 'X-Proxy', publicUrl: new URL(proxied.publicUrl) });
  expect(() => pageAccess(withPassword, { ...proxied, proxyHeader: 'a b' })).toThrow(/no name of a header/);
  expect(() => pageAccess(withPassword, { ...proxied, publicUrl: 'pipeline.example.org' })).toThrow(/no address/);
  rmSync(directory, { recursive: true });
});
