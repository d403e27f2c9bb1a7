import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebHdfs } from '../../../src/clients/webhdfs/client.ts';

/** What the real ones do, each at a moment of the test's choosing. */
const standby = { RemoteException: { exception: 'StandbyException', message: 'not supported in state standby' } };
const there = { FileStatus: { pathSuffix: '', type: 'FILE', length: 1, modificationTime: 0 } };
/** Nobody listens there. */
const dead = 'http://127.0.0.1:1';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Answers as an active NameNode where `isActive` says so, else as one in standby. */
async function nameNode(isActive: (asked: number) => boolean) {
  const node = { asked: 0, url: '' };
  const server = createServer((_, response) => {
    node.asked += 1;
    const active = isActive(node.asked);
    response.writeHead(active ? 200 : 403).end(JSON.stringify(active ? there : standby));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  node.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return node;
}

function client(...addresses: readonly string[]): WebHdfs {
  const nameNodes = addresses.map((webhdfs, n) => ({ name: `nn${n}`, address: `node${n}:8020`, webhdfs }));
  const [webhdfs = ''] = addresses;
  return new WebHdfs({ uri: 'hdfs://lake', webhdfs, nameNodes, user: 'me', dataNodeHosts: [] });
}

test.each(['in standby', 'dead'])('one that is %s is passed over, and not asked again', async (state) => {
  const [first, second] = [await nameNode(() => false), await nameNode(() => true)];
  const hdfs = client(state === 'dead' ? dead : first.url, second.url);
  await hdfs.fileStatus('/file');
  await hdfs.fileStatus('/file');
  expect([first.asked, second.asked]).toEqual([state === 'dead' ? 0 : 1, 2]);
});

test('a rename, which must not be sent twice, goes to the active one too', async () => {
  const [first, second] = [await nameNode(() => false), await nameNode(() => true)];
  await client(first.url, second.url).rename('/a', '/b');
  expect([first.asked, second.asked]).toEqual([1, 1]);
});

test('while none is active both are asked again, until one is', async () => {
  const [first, second] = [await nameNode((asked) => asked > 2), await nameNode(() => false)];
  await client(first.url, second.url).fileStatus('/file');
  expect([first.asked, second.asked]).toEqual([3, 2]);
});

test('one alone that is in standby says how to name the others', async () => {
  const node = await nameNode(() => false);
  const hdfs = new WebHdfs({ uri: 'hdfs://node:8020', webhdfs: node.url, user: 'me', dataNodeHosts: [] });
  await expect(hdfs.fileStatus('/file')).rejects.toMatchObject({
    message: 'This NameNode is in standby',
    hint: expect.stringContaining('hdfs.nameNodes'),
  });
});
