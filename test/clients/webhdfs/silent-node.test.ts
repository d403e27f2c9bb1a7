import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebHdfs } from '../../../src/clients/webhdfs/client.ts';

/** A NameNode that names the dead DataNode each time but every fourth, and what each of them was asked. */
const asked = { nameNode: 0, dataNode: 0 };
/** Nobody listens there; a port that was just given back may be another test's by now. */
const dead = '127.0.0.1:1';
let servers: Server[] = [];

const listen = (server: Server) =>
  new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

let hdfs: WebHdfs;
beforeAll(async () => {
  const dataNode = createServer((_, response) => {
    asked.dataNode += 1;
    response.end('stored');
  });
  const alive = await listen(dataNode);
  const nameNode = createServer((_, response) => {
    asked.nameNode += 1;
    const host = asked.nameNode % 4 === 0 ? alive : dead;
    response.end(JSON.stringify({ Location: `http://${host}/webhdfs/v1/file?op=OPEN` }));
  });
  const address = await listen(nameNode);
  servers = [dataNode, nameNode];
  hdfs = new WebHdfs({
    uri: 'hdfs://unused',
    webhdfs: `http://${address}`,
    user: 'me',
    dataNodeHosts: ['127.0.0.1'],
  });
});
afterAll(() => {
  for (const server of servers) server.close();
});

test('a DataNode that did not answer is passed over as soon as the NameNode names another', async () => {
  expect(await text(await hdfs.open('/file'))).toBe('stored');
  // Once to find the dead one, then until another was named, with one pause instead of three.
  expect(asked).toEqual({ nameNode: 4, dataNode: 1 });
  expect(await text(await hdfs.open('/file'))).toBe('stored');
  expect(asked).toEqual({ nameNode: 8, dataNode: 2 });
});
