import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, newDirectory, run, testCluster, uniqueName } from './harness.ts';

const { addresses, home } = testCluster();
const name = uniqueName('well');
const directory = newDirectory();
const file = join(directory, 'pipeline.yaml');
/** Where the sink `blocked` wants a directory. */
const obstacle = join(directory, 'obstacle');
const bucket = uniqueName('bucket');

const aList = 'the answer is no JSON object, but a list: `items: /` makes a record of each of its items';
let answers: 'useless' | 'records' = 'useless';
const server = createServer(({ url }, response) => answer(url ?? '', response));

function answer(url: string, response: ServerResponse): void {
  if (answers === 'records') response.end('{"n":1}');
  else if (url === '/list') response.end('[{"n":1}]');
  else response.writeHead(200, { 'content-encoding': 'deflate' }).end(deflateSync('{"n":1}'));
}

async function put(path: string, operation: string): Promise<void> {
  const { webhdfs = '', user = '' } = addresses.hdfs ?? {};
  const answered = await fetch(`${webhdfs}/webhdfs/v1${path}?${operation}&user.name=${user}`, { method: 'PUT' });
  expect(answered.status, await answered.text()).toBe(200);
}

/** Limits the bytes that files below a path of HDFS may take. */
const limit = (path: string, bytes: number) =>
  put(path, `op=SETQUOTA&namespacequota=${2 ** 40}&storagespacequota=${bytes}`);

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const http = (path: string) =>
    `{ to: ${name}-answers, http: { url: "http://127.0.0.1:${address.port}/${path}", every: 500ms } }`;
  writeFileSync(obstacle, 'a file, not a directory');
  writeFileSync(
    file,
    `
pipeline: ${name}
topics:
  ${name}: { event: event, partitions: 1 }
  ${name}-answers: { partitions: 1 }
events: { event: { fields: { n: integer } } }
sources:
  made: { to: ${name}, datagen: { rate: 1000/s, count: 500 } }
  list: ${http('list')}
  zipped: ${http('zipped')}
sinks:
  bucketless: { from: ${name}, state: stopped, s3: { bucket: ${bucket}, path: x, format: json, roll: { every: 1s } } }
  blocked: { from: ${name}, file: { path: ${obstacle}, format: json, roll: { every: 1s } } }
  full: { from: ${name}, hdfs: { path: /${name}/full, format: json, roll: { every: 1s } } }
  fine: { from: ${name}, hdfs: { path: /${name}/fine, format: json, roll: { every: 1s } } }
`,
  );
  await put(`/${name}/full`, 'op=MKDIRS');
  await limit(`/${name}/full`, 1);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Reported {
  readonly name: string;
  readonly condition: string;
  readonly healthy: boolean;
  readonly records: number | null;
  readonly waiting?: { readonly reason: string };
}

async function status(): Promise<ReadonlyMap<string, Reported>> {
  const { stdout } = await run(['status', name, '-o', 'json']);
  const report: { connectors: Reported[] } = JSON.parse(stdout);
  return new Map(report.connectors.map((one) => [one.name.slice(name.length + 1), one]));
}

test('what runs and moves nothing says why, everywhere, and heals', async () => {
  const refused = await run(['plan', file]);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain(`s3a://${bucket}/x cannot be written: There is no such bucket`);
  const itsFolder = join(home, 'data', 's3', bucket);
  mkdirSync(itsFolder);
  const applied = await run(['apply', file, '--yes', '--timeout', '60s']);
  expect(applied.exitCode, applied.stderr).toBe(3);
  expect(applied.stderr).toMatch(/waits: the answer is (no JSON object, but a list|compressed)/);

  rmSync(itsFolder, { recursive: true });
  // Not by the verb, which waits until it is well.
  const resumed = await fetch(`${addresses.connect.url}/connectors/${name}.bucketless/resume`, { method: 'PUT' });
  expect(resumed.status).toBe(202);
  const bad = ['bucketless', 'blocked', 'full', 'list', 'zipped'];
  const seen = await eventually('every reason', async () => {
    const found = await status();
    return bad.every((one) => found.get(one)?.condition === 'waiting') ? found : undefined;
  });
  const reasons = Object.fromEntries(bad.map((one) => [one, seen.get(one)?.waiting?.reason]));
  expect(reasons).toEqual({
    bucketless: expect.stringContaining(bucket),
    blocked: expect.stringContaining('obstacle'),
    full: expect.stringMatching(/quota/i),
    list: aList,
    zipped: 'the answer is compressed by deflate, and nothing asked for that',
  });
  expect(seen.get('list')).toMatchObject({ healthy: false, records: 0 });
  const long = await eventually('waiting longer than a minute', async () => {
    const found = await status();
    return bad.every((one) => found.get(one)?.healthy === false) ? found : undefined;
  });
  expect(long.get('fine')).toMatchObject({ condition: 'running', healthy: true, records: 500 });
  expect(long.get('made')).toMatchObject({ condition: 'finished', records: 500 });
  const table = await run(['status', name]);
  expect(table.exitCode).toBe(3);
  expect(table.stdout).toContain(`${name}.list: ${aList}; waiting since `);
  expect((await run(['status', `${name}.list`])).stdout).toMatch(
    /\d+ skipped: the answer is no JSON object, but a list/,
  );
  const proof = await run(['verify', '--sink', `${name}.bucketless`, '-o', 'json']);
  expect(proof.exitCode).toBe(3);
  expect(JSON.parse(proof.stdout).sinks[0].findings).toContainEqual(
    expect.objectContaining({ kind: 'waiting', failure: true, message: expect.stringContaining(bucket) }),
  );

  answers = 'records';
  mkdirSync(itsFolder);
  rmSync(obstacle);
  await limit(`/${name}/full`, 2 ** 40);
  const healed = await eventually('all of it is well', async () => {
    const found = await status();
    return [...found.values()].every(({ healthy, condition }) => healthy && condition !== 'waiting') &&
      ['bucketless', 'blocked', 'full'].every((one) => found.get(one)?.records === 500)
      ? found
      : undefined;
  });
  expect(healed.get('list')?.records).toBeGreaterThan(0);
  const verified = await run(['verify', file, '--wait', '60s']);
  expect(verified.exitCode, verified.stdout).toBe(0);
});

test('one connector has its own log, and what it reported goes with it', async () => {
  const log = await run(['logs', `${name}.blocked`, '-n', '10000']);
  expect(log.exitCode).toBe(0);
  expect(log.stdout).toContain('pauses for');
  expect(log.stdout).not.toContain(`[${name}.fine|`);
  const key = `${name}.fine/0`;
  const consume = ['consume', '_pipeline.connectors.status', '--from-beginning', '--exit', '-o', 'json'];
  expect((await run(consume)).stdout).toContain(key);
  await run(['delete', name, '--purge', '--yes']);
  const records: { key: string; value: string | null }[] = (await run(consume)).stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  expect(records.findLast((record) => record.key === key)?.value).toBeNull();
});
