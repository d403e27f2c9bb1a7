import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Proof } from '../../src/verify/proof.ts';
import { nightly } from './environment.ts';
import { newDirectory, run, testCluster, uniqueName } from './harness.ts';
import { SecuredCluster } from './secured/secured-cluster.ts';

const directory = newDirectory();
const cluster = new SecuredCluster(join(directory, 'secured'));
const basic = `Basic ${Buffer.from(`${cluster.user}:${cluster.password}`).toString('base64')}`;
const { tokens } = cluster;
const environment = {
  KAFKA_PASSWORD: cluster.password,
  KAFKA_CLIENT_SECRET: tokens.secret,
  CONNECT_PASSWORD: cluster.password,
};
const topic = uniqueName('secured');
const COUNT = 3_000;
let proxy: Server;

/** What often stands before Connect: https, and a password instead of certificates. */
async function startProxy(): Promise<Server> {
  const { certificates, client, ports } = cluster;
  const [certificate, key] = [readFileSync(client?.certificate ?? ''), readFileSync(client?.key ?? '')];
  const authority = readFileSync(certificates.authority);
  const server = createServer({ cert: certificate, key }, (asked, answer) => {
    if (asked.headers.authorization !== basic) return void answer.writeHead(401).end('no');
    const target = { host: '127.0.0.1', port: ports.connect, path: asked.url, method: asked.method };
    const passed = { cert: certificate, key, ca: authority, headers: asked.headers };
    const onward = request({ ...target, ...passed }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    onward.on('error', () => answer.writeHead(502).end());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
  return address.port;
}

/** The files that declare the cluster: by password and certificate, and the other way round. */
function declareClusters(): void {
  const { certificates, client, ports } = cluster;
  const { hdfs } = testCluster().addresses;
  const own = `{ authority: ${certificates.authority}, certificate: ${client?.certificate}, key: ${client?.key} }`;
  const rest = `hdfs: { uri: "${hdfs?.uri}", webhdfs: "${hdfs?.webhdfs}", user: test }\ndefaults: { replication: 1 }\n`;
  const folder = join(directory, 'config', 'clusters');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'scram.yaml'),
    `connect:
  url: https://127.0.0.1:${ports.connect}
  authentication: ${own.replace('{', '{ type: mtls,')}
kafka:
  bootstrapServers: 127.0.0.1:${ports.scram}
  ssl: { authority: ${certificates.authority} }
  sasl: { mechanism: scram-sha-512, username: ${cluster.user}, password: "\${env:KAFKA_PASSWORD}" }
${rest}`,
  );
  writeFileSync(
    join(folder, 'tokens.yaml'),
    `connect:
  url: https://127.0.0.1:${ports.connect}
  authentication: ${own.replace('{', '{ type: mtls,')}
kafka:
  bootstrapServers: 127.0.0.1:${ports.oauth}
  ssl: { authority: ${certificates.authority} }
  sasl:
    { mechanism: oauthbearer, tokenEndpoint: "${tokens.url}", clientId: ${tokens.client}, clientSecret: "\${env:KAFKA_CLIENT_SECRET}" }
${rest}`,
  );
  writeFileSync(
    join(folder, 'certificates.yaml'),
    `connect:
  url: https://127.0.0.1:${portOf(proxy)}
  authority: ${certificates.authority}
  authentication: { type: basic, username: ${cluster.user}, password: "\${env:CONNECT_PASSWORD}" }
kafka: { bootstrapServers: "127.0.0.1:${ports.tls}", ssl: ${own} }
${rest}`,
  );
}

const pipeline = (name: string, args: readonly string[], more: Readonly<Record<string, string>> = {}, input = '') =>
  run(['--cluster', name, ...args], { directory, environment: { ...environment, ...more }, input });

async function fine(name: string, args: readonly string[], input = ''): Promise<string> {
  const { exitCode, stdout, stderr } = await pipeline(name, args, {}, input);
  expect(exitCode, `pipeline ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
  for (const secret of [cluster.password, tokens.secret]) expect(`${stdout}${stderr}`).not.toContain(secret);
  return stdout;
}

beforeAll(async () => {
  await cluster.start();
  proxy = await startProxy();
  declareClusters();
  writeFileSync(
    join(directory, 'shop.yaml'),
    `
pipeline: ${topic}
events:
  order: { fields: { n: integer, buyer: string } }
topics:
  ${topic}: { event: order, key: buyer, partitions: 2 }
sources:
  shop: { to: ${topic}, datagen: { count: ${COUNT}, seed: 1, fields: { n: { sequence: 0 }, buyer: { ids: [1, 9], as: "b{0}" } } } }
sinks:
  lake: { from: ${topic}, hdfs: { path: /${topic}, format: parquet, roll: { every: 2s } } }
jobs:
  orders:
    from: ${topic}
    run: manual
    spark: { sql: "SELECT count(*) AS orders, count(DISTINCT buyer) AS buyers FROM \`${topic}\` WHERE n IS NOT NULL" }
`,
  );
});

afterAll(async () => {
  proxy?.close();
  await cluster.stop();
});

describe('on a cluster that wants passwords and certificates', () => {
  test('a pipeline is applied, runs, and is proven, dead letters included', async () => {
    await fine('scram', ['apply', 'shop.yaml', '--yes']);
    await fine('scram', ['produce', topic, '--key', 'buyer'], '{"n":"not a number","buyer":"b1"}\n');
    const proof: Proof = JSON.parse(
      await fine('scram', ['verify', 'shop.yaml', '--deep', '--wait', '180s', '-o', 'json']),
    );
    const partitions = proof.sinks.flatMap((sink) => sink.partitions);
    expect(partitions.reduce((sum, { stored }) => sum + stored, 0)).toBe(COUNT);
    expect(partitions.reduce((sum, { deadLettered }) => sum + deadLettered, 0)).toBe(1);
  });

  test.each(['scram', 'tokens', 'certificates'])('%s: plan, status, topics and records are read', async (name) => {
    expect(await fine(name, ['plan', 'shop.yaml'])).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
    expect(await fine(name, ['status'])).toContain('running');
    expect(await fine(name, ['topics', 'list'])).toContain(topic);
    const records = await fine(name, ['consume', topic, '--from-beginning', '--exit', '--max', '5', '-o', 'json']);
    expect(records.trim().split('\n')).toHaveLength(5);
    expect(await fine(name, ['doctor', '-o', 'json'])).toContain('"kafka"');
  });

  test.each(['scram', 'certificates', ...(nightly ? ['tokens'] : [])])(
    '%s: a job of Spark reads the topic, and what it leaves on this machine holds no secret',
    async (name) => {
      const { home } = testCluster();
      const ran = JSON.parse(await fine(name, ['jobs', 'run', `${topic}.orders`, 'shop.yaml', '-o', 'json']));
      expect(ran.result).toEqual([{ orders: COUNT, buyers: 9 }]);
      const left = [join('jobs', 'requests', `${topic}.orders.json`), join('logs', `job-${topic}.orders.log`)];
      const texts = left.map((file) => readFileSync(join(home, file), 'utf8')).join('');
      expect(texts).toContain(`${topic}.orders`);
      expect(texts).not.toContain(cluster.password);
      expect(texts).not.toContain(tokens.secret);
      expect(texts).not.toContain('PRIVATE KEY');
    },
    600_000,
  );

  test('a wrong password is refused in a sentence, and told to nobody', async () => {
    const password = 'wrong-password';
    const wrong = { KAFKA_PASSWORD: password, KAFKA_CLIENT_SECRET: password, CONNECT_PASSWORD: password };
    const asked = [
      await pipeline('scram', ['topics', 'list'], wrong),
      await pipeline('certificates', ['status'], wrong),
      await pipeline('tokens', ['topics', 'list'], wrong),
    ];
    for (const { exitCode, stdout, stderr } of asked) {
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^error: /);
      expect(stderr).not.toContain('    at ');
      expect(`${stdout}${stderr}`).not.toContain('wrong-password');
    }
    const [kafka, connect, token] = asked.map(({ stderr }) => stderr);
    expect(kafka).toContain('refused the user name, password or token');
    expect(token).toContain('The token endpoint gave no token: 401, invalid_client');
    expect(connect).toContain('connect.authentication');
  });
});
