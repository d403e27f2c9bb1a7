import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registeredEvents } from '../../src/encodings/registered-events.ts';
import { cluster, contextIn } from '../language/reading.ts';

const latest = {
  id: 3,
  version: 2,
  schema: '{"type":"record","name":"Order","fields":[{"name":"id","type":"string"}]}',
};
const answers: Record<string, unknown> = {
  '/subjects': ['orders-value'],
  '/subjects/orders-value/versions': [1, 2],
  '/subjects/orders-value/versions/latest': latest,
  '/subjects/orders-value/versions/2': latest,
  '/subjects/orders-value/versions/1': {
    ...latest,
    id: 1,
    version: 1,
    schema: '{"type":"record","name":"Order","fields":[{"name":"id","type":"int"}]}',
  },
};

let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error_code: 40401, message: 'none' }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

const ask = (subject: string, more: { readonly format?: string; readonly version?: number } = {}) =>
  registeredEvents(
    { ...cluster, registry: { url } },
    contextIn('.'),
  )({ format: 'avro', name: 'orders', subject, ...more });

test('the newest version gives the contract, and says which others do not fit', async () => {
  expect(await ask('orders-value')).toMatchObject({
    version: 2,
    contract: { fields: { id: { type: 'string', required: true } } },
    misfits: [{ version: 1 }],
  });
});

test('what there is instead of an unknown subject or version is told', async () => {
  expect(await ask('nothing')).toEqual({ subjects: ['orders-value'], versions: [] });
  expect(await ask('orders-value', { version: 9 })).toEqual({ subjects: ['orders-value'], versions: [1, 2] });
});

test('a schema of another format says which one it is', async () => {
  expect(await ask('orders-value', { format: 'json-schema' })).toMatchObject({
    contract: undefined,
    problems: [{ hint: 'write `format: avro`' }],
  });
});
