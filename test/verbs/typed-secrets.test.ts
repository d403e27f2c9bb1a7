import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportError } from '../../src/ui/error.ts';
import compile from '../../src/verbs/compile.ts';
import validate from '../../src/verbs/validate.ts';
import { contextIn, kept } from '../language/reading.ts';

const canary = 'hunter2-canary';

/** Everything that a verb says about files, and its exit code. */
async function said(verb: typeof validate, format: 'text' | 'json', files: Readonly<Record<string, string>>) {
  const directory = mkdtempSync(join(tmpdir(), 'pipeline-typed-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const [output, messages] = [kept(), kept()];
  const environment = { PIPELINE_HOME: join(directory, '.pipeline'), CANARY: canary };
  const context = { ...contextIn(directory), output, messages, environment };
  const cluster = 'config/clusters/mine.yaml' in files ? 'mine' : 'embedded';
  const options = { cluster, output: format, var: {}, insecure: false };
  const exitCode = await verb
    .run(context, ['pipeline.yaml'], options)
    .catch((error: unknown) => reportError(error, context, format === 'json'));
  return { text: output.text() + messages.text(), exitCode };
}

const sink = (config: string, rest = '') => `pipeline: shop
topics: { orders: {} }
sinks:
  base:
    from: orders
    connector:
      class: org.example.Sink
      config:
${config}
${rest}`;
const source = (http: string) => `pipeline: shop
topics: { orders: {} }
sources:
  web: { to: orders, http: ${http} }
`;
const clusterFile = (connect: string, kafka = '') =>
  `connect: { url: "https://connect.example"${connect} }\nkafka: { bootstrapServers: "kafka.example:9092"${kafka} }\n`;

const files: Readonly<Record<string, string>> = {
  'in a warning about itself': sink(`        connection.password: ${canary}`),
  'in quotes, with a key in quotes': sink(`        "connection.password": "${canary}"`),
  'over several lines': sink(`        sasl.jaas.config: |\n          required\n          password="${canary}";\n`),
  'beside another mistake of the same line': sink(`        { connection.password: ${canary}, topics: elsewhere }`),
  'of the wrong type': sink(`        connection.password: [${canary}]`),
  'as a mapping': sink(`        connection.password: { value: ${canary} }`),
  'in extra': sink('        {}', `    extra: { sasl.jaas.config: "JndiLoginModule password=${canary}" }`),
  'in a variable': sink('        {}', `vars: { DB_PASSWORD: [${canary}] }`),
  'behind an alias': sink(`        connection.password: *secret`, `vars: { other: &secret [${canary}] }`),
  'as an alias to nothing': sink(`        connection.password: *${canary}`),
  'as a tag': sink(`        connection.password: !${canary}`),
  'behind a header of a block': sink(`        connection.password: |${canary}`),
  'after a character YAML keeps for itself': sink(`        connection.password: @${canary}`),
  'after a quote that nobody closes': sink(`        connection.password: "${canary}`),
  'with a tab before': sink(`\t connection.password: ${canary}`),
  'in an address': source(`{ url: "https://me:${canary}@api.example/", every: 1m }`),
  'in a query of an address': source(`{ url: "https://api.example/?appid=${canary}", every: 1 }`),
  'as a parameter': source(`{ url: "https://api.example/", every: 1, query: { appid: ${canary} } }`),
  'as a header': source(`{ url: "https://api.example/", every: 1, headers: { Authorization: ${canary} } }`),
};

const clusters: Readonly<Record<string, string>> = {
  'as a token': clusterFile(`, authentication: { type: bearer, token: ${canary} }`),
  'as a header': clusterFile(`, authentication: { type: headers, headers: { X-Who: [${canary}] } }`),
  'as a password': clusterFile('', `, sasl: { mechanism: none, username: me, password: ${canary} }`),
  'in the address': clusterFile('').replace('https://', `https://me:${canary}@`),
  'from the environment, beside a mistake': `${clusterFile(
    ', authentication: { type: bearer, token: "${env:CANARY}" }',
  )}defaults: { partitions: 0 }\n`,
};

describe('a secret typed into a file is not repeated', () => {
  const cases = ['text', 'json'].flatMap((format) =>
    Object.entries(files).map(([name, text]) => ({ name, text, format })),
  );
  test.each(cases)('$name ($format)', async ({ text, format }) => {
    for (const verb of [validate, compile]) {
      const { text: everything } = await said(verb, format === 'json' ? 'json' : 'text', { 'pipeline.yaml': text });
      expect(everything).not.toBe('');
      expect(everything).not.toContain(canary);
    }
  });

  test.each(Object.entries(clusters))('of a cluster: %s', async (_, text) => {
    for (const format of ['text', 'json'] as const) {
      const all = { 'config/clusters/mine.yaml': text, 'pipeline.yaml': 'pipeline: shop\ntopics: { orders: {} }\n' };
      const { text: everything, exitCode } = await said(validate, format, all);
      expect(exitCode).toBe(78);
      expect(everything).not.toContain(canary);
    }
  });

  test('and what is no secret is shown as it stands', async () => {
    const text = `pipeline: shop
events: { visit: { fields: { token: strin } } }
topics: { visits: { event: visit, key: toke } }
`;
    const { text: everything } = await said(validate, 'text', { 'pipeline.yaml': text });
    expect(everything).toContain('token: strin');
  });
});
