import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ClusterError, LanguageError, RefusedError, UsageError } from '../../src/base/errors.ts';
import { loadCluster } from '../../src/target/load.ts';
import { readSecrets } from '../../src/target/secrets.ts';
import list from '../../src/verbs/secret/list.ts';
import set from '../../src/verbs/secret/set.ts';
import { withClients } from '../../src/verbs/shared/clients.ts';
import { newDirectory, testContext } from '../cluster/harness.ts';

const minimal = 'connect: { url: http://127.0.0.1:8083 }\nkafka: { bootstrapServers: 127.0.0.1:9092 }\n';

function cluster(text: string, environment: Readonly<Record<string, string>> = {}) {
  const directory = newDirectory();
  mkdirSync(join(directory, 'config', 'clusters'), { recursive: true });
  writeFileSync(join(directory, 'config', 'clusters', 'mine.yaml'), text);
  const context = testContext({ directory, home: join(directory, '.pipeline'), environment });
  return (name = 'mine', insecure = false) => loadCluster(name, context, insecure);
}

async function diagnosticsOf(loading: Promise<unknown>) {
  const error = await loading.catch((reason: unknown) => reason);
  if (!(error instanceof LanguageError)) throw error;
  return error.diagnostics;
}

describe('a cluster of one’s own', () => {
  test('needs no more than Connect and Kafka', async () => {
    expect(await cluster(minimal)()).toEqual({
      name: 'mine',
      connect: { url: 'http://127.0.0.1:8083' },
      kafka: { bootstrapServers: '127.0.0.1:9092' },
      services: {},
      secrets: { provider: 'file', path: '/etc/pipeline/secrets.properties' },
      defaults: { partitions: 3, replication: 3 },
      vars: {},
    });
  });

  test('takes credentials from the environment and from files', async () => {
    const text = `${minimal.replace('}', ', authentication: { type: bearer, token: "${file:token.txt}" } }')}`;
    const directory = newDirectory();
    mkdirSync(join(directory, 'config', 'clusters'), { recursive: true });
    writeFileSync(join(directory, 'config', 'clusters', 'mine.yaml'), `${text}vars: { lake: "\${env:LAKE}" }\n`);
    writeFileSync(join(directory, 'token.txt'), 'abc\n');
    const loaded = await loadCluster(
      'mine',
      testContext({ directory, home: directory, environment: { LAKE: '/data' } }),
      false,
    );
    expect(loaded.connect.authentication).toEqual({ type: 'bearer', token: 'abc' });
    expect(loaded.vars).toEqual({ lake: '/data' });
  });

  test('names files and folders from where the command is typed', async () => {
    const directory = newDirectory();
    mkdirSync(join(directory, 'config', 'clusters'), { recursive: true });
    const yarn = '{ resourceManager: "manager:8032", web: http://manager:8088, configuration: site }';
    writeFileSync(join(directory, 'config', 'clusters', 'mine.yaml'), `${minimal}yarn: ${yarn}\n`);
    const loaded = await loadCluster('mine', testContext({ directory, home: directory }), false);
    expect(loaded.yarn?.configuration).toBe(join(directory, 'site'));
  });

  test('whose file is wrong is told every mistake with its place', async () => {
    const text = 'conect: { url: x }\nkafka: { bootstrapServers: nowhere }\ndefaults: { partitions: 0 }\n';
    const found = await diagnosticsOf(cluster(text)());
    expect(found.map(({ rule, at }) => `${rule} ${at.line}:${at.column}`)).toEqual(
      expect.arrayContaining(['unknown-key 1:1', 'bad-value 2:28', 'bad-value 3:25']),
    );
  });

  test('with several NameNodes is reached by their nameservice', async () => {
    const nodes = ['nn1', 'nn2'].map(
      (name) => `{ name: ${name}, address: "${name}:8020", webhdfs: https://${name}:9871 }`,
    );
    const text = `${minimal}hdfs: { nameservice: lake, nameNodes: [${nodes}], user: me }\n`;
    const { hdfs } = await cluster(text)();
    expect(hdfs).toMatchObject({ uri: 'hdfs://lake', webhdfs: 'https://nn1:9871', user: 'me' });
    expect(hdfs?.nameNodes?.map(({ name, address }) => `${name} ${address}`)).toEqual(['nn1 nn1:8020', 'nn2 nn2:8020']);
    const plain = text.replace('https://nn2', 'http://nn2');
    await expect(cluster(plain)()).rejects.toThrow('webhdfs would be spoken to in plain http at nn2');
  });

  test.each([
    ['nameservice: lake, user: me', 'missing-key 3:1', '`hdfs` lacks `nameNodes`'],
    ['nameservice: lake, uri: "hdfs://nn1:8020", nameNodes: [], user: me', 'unknown-key 3:28', 'unknown key `uri`'],
    ['nameNodes: [{ name: nn1, address: nn1, webhdfs: "https://nn1:9871" }], user: me', 'bad-value 3:43', 'nn1'],
    ['uri: "hdfs://nn1:8020", user: me', 'missing-key 3:1', '`hdfs` lacks `webhdfs`'],
  ])('whose HDFS is %s is refused with the place', async (words, place, said) => {
    const found = await diagnosticsOf(cluster(`${minimal}hdfs: { ${words} }\n`)());
    expect(found.map(({ rule, at }) => `${rule} ${at.line}:${at.column}`)).toContain(place);
    expect(found.map(({ message }) => message).join('; ')).toContain(said);
  });

  test('whose file holds a password is refused without the password being shown', async () => {
    const text = `${minimal.replace('9092 }', '9092, sasl: { mechanism: plain, username: me, password: hunter2 } }')}`;
    const found = await diagnosticsOf(cluster(text)());
    expect(found.map(({ rule }) => rule)).toEqual(['plain-secret']);
    expect(JSON.stringify(found.map(({ message, hint }) => [message, hint]))).not.toContain('hunter2');
  });

  test('names a variable that the environment lacks', async () => {
    const found = await diagnosticsOf(cluster(`${minimal}vars: { lake: "\${env:NO_SUCH_VARIABLE}" }\n`)());
    expect(found[0]).toMatchObject({ rule: 'missing-reference', message: 'the environment has no NO_SUCH_VARIABLE' });
  });

  test('is told when what a variable holds cannot stand there, without repeating it', async () => {
    const text = minimal.replace('http://127.0.0.1:8083', `"\${env:WHERE}"`);
    const found = await diagnosticsOf(cluster(text, { WHERE: 'hunter2' })());
    expect(found).toMatchObject([{ rule: 'bad-value', at: { line: 1 }, hint: expect.stringContaining('an address') }]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  test('is not spoken to in plain http unless it is on this machine or --insecure says so', async () => {
    const load = cluster(minimal.replace('127.0.0.1:8083', 'connect.example.com'));
    await expect(load()).rejects.toThrow(RefusedError);
    expect((await load('mine', true)).connect.url).toBe('http://connect.example.com');
  });

  test('is spoken to in plain http by every verb that says --insecure', async () => {
    const directory = newDirectory();
    mkdirSync(join(directory, 'config', 'clusters'), { recursive: true });
    writeFileSync(
      join(directory, 'config', 'clusters', 'mine.yaml'),
      minimal.replace('127.0.0.1:8083', 'connect.example'),
    );
    const ask = (insecure: boolean) =>
      withClients(
        testContext({ directory, home: join(directory, '.pipeline') }),
        { cluster: 'mine', output: 'text', var: {}, insecure },
        async (_, { connect }) => connect.url,
      );
    await expect(ask(false)).rejects.toThrow(RefusedError);
    expect(await ask(true)).toBe('http://connect.example');
  });

  test('that does not exist is answered with those that do', async () => {
    const error = await cluster(minimal)('mien').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ hint: 'did you mean `mine`?' });
  });
});

test('the embedded cluster that does not run says how to start it', async () => {
  const error = await cluster(minimal)('embedded').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ClusterError);
  expect(error).toMatchObject({ hint: expect.stringContaining('pipeline up') });
});

test('secrets of the embedded cluster are set and listed before it ever ran', async () => {
  const directory = newDirectory();
  const home = join(directory, '.pipeline');
  const options = { cluster: 'embedded', output: 'text', var: {}, insecure: false } as const;
  await set.run(testContext({ directory, home, input: 'hunter2\n' }), ['API_KEY'], options);
  const listing = testContext({ directory, home });
  await list.run(listing, [], options);
  expect(listing.output.text).toBe('API_KEY\n');
  expect(readSecrets(join(home, 'secrets.properties'))).toEqual({ API_KEY: 'hunter2' });
  expect(statSync(join(home, 'secrets.properties')).mode & 0o777).toBe(0o600);
});
