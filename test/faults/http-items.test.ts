import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axios from 'axios';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkout } from '../../src/target/checkout.ts';
import { eventually, newDirectory, run, testCluster, uniqueName } from '../cluster/harness.ts';
import { heal, kill, pipeline } from './harness.ts';
import { PagedApi } from './paged-api.ts';

const canary = randomBytes(16).toString('hex');
const api = new PagedApi(10, canary);
const name = uniqueName('items');
const secret = `API_${randomBytes(4).toString('hex').toUpperCase()}`;
let base = '';

/** The sources that docs/http-source.md shows, of this server; `issues` and `orders` are topics of their own. */
function examples(): string {
  const blocks =
    readFileSync(join(checkout, 'docs', 'http-source.md'), 'utf8').match(/```yaml\npipeline: [^`]*```/g) ?? [];
  const sources = blocks.map((block) => block.slice(block.indexOf('sources:\n') + 'sources:\n'.length, -'```'.length));
  expect(sources).toHaveLength(2);
  const own = sources
    .join('')
    .replaceAll(/https:\/\/(api\.github\.com|shop\.example)/g, base)
    .replaceAll(/\$\{secret:\w+\}/g, `\${secret:${secret}}`)
    .replaceAll(/every: \w+/g, 'every: 500ms')
    .replaceAll('    to: ', `    to: ${name}-`);
  return `pipeline: ${name}
topics:
  ${name}-issues: { key: number, partitions: 1 }
  ${name}-orders: { key: id, partitions: 1 }
  ${name}-lines: { key: id, partitions: 1 }
sources:
${own}  export:
    to: ${name}-lines
    http:
      url: "${base}/export"
      query: { after: "{cursor}" }
      format: ndjson
      unchanged: id
      pages: { last: id }
      every: 500ms
`;
}

function declare(yaml: string): string {
  const file = join(newDirectory(), 'items.yaml');
  writeFileSync(file, yaml);
  return file;
}

async function stored(topic: string): Promise<readonly number[]> {
  const { stdout } = await run(['consume', `${name}-${topic}`, '--from-beginning', '--exit', '-o', 'json']);
  const values = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): { number?: number; id: string } => JSON.parse(JSON.parse(line).value));
  return values.map(({ number, id }) => number ?? Number(String(id).replace('order-', '')));
}

const topics = ['issues', 'orders', 'lines'] as const;
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

/** Each topic has the numbers below `count`, each once. */
const all = (count: number) =>
  Promise.all(
    topics.map(async (topic) => {
      const found = await eventually(`${count} of ${topic}`, async () => {
        const records = await stored(topic);
        return new Set(records).size >= count ? records : undefined;
      });
      expect(
        [...found].sort((a, b) => a - b),
        topic,
      ).toEqual(numbers(count));
    }),
  );

beforeAll(async () => {
  base = await api.listen();
  api.count = 45;
  await run(['secret', 'set', secret], { input: `${canary}\n` });
});
afterAll(() => api.close());

test('each item of each page is one record, though the worker is killed between pages', async () => {
  api.holdBack((asked) => asked.includes('page=4') || asked.includes('"c29"') || asked.includes('after=29'));
  await pipeline(['apply', declare(examples()), '--yes']);
  await eventually('the fourth page of each', async () => (api.held >= 3 ? true : undefined));
  await eventually('three pages of each', async () => {
    const counts = await Promise.all(topics.map(async (topic) => (await stored(topic)).length));
    return counts.every((count) => count === 30) ? true : undefined;
  });
  const before = api.asked.length;
  await kill('connect');
  await heal();
  api.release();
  await all(45);
  const again = api.asked.slice(before);
  expect(
    again.find((asked) => asked.startsWith('/repos')),
    'it goes on where it was',
  ).toMatch(/page=4/);
  api.count = 68;
  await all(68);
  await eventually('a page that is unmodified', async () => (api.unmodified > 0 ? true : undefined));
  expect(api.asked.some((asked) => /since=2026/.test(asked))).toBe(true);
  await eventually('a third token, for each holds two seconds', async () => api.tokens.length > 2 || undefined);
});

test('neither a secret nor a token shows', async () => {
  const connect = testCluster().addresses.connect.url;
  const connectors = ['repositories', 'orders', 'export'].map((source) => `/connectors/${name}.${source}`);
  const answers = await Promise.all([
    axios.get(`${connect}/connectors?expand=info&expand=status`),
    ...connectors.flatMap((connector) => [
      axios.get(`${connect}${connector}/tasks`),
      axios.get(`${connect}${connector}/offsets`),
    ]),
  ]);
  const shown = [
    ...answers.map(({ data }) => JSON.stringify(data)),
    readFileSync(join(testCluster().home, 'logs', 'connect.log'), 'utf8'),
    ...(await Promise.all(
      topics.map(
        async (topic) =>
          (
            await run(['consume', `${name}-${topic}`, '--from-beginning', '--exit', '-o', 'json'])
          ).stdout,
      ),
    )),
  ];
  const hidden = [canary, ...api.tokens, Buffer.from(`pipeline:${canary}`).toString('base64')];
  expect(hidden.filter((text) => shown.some((place) => place.includes(text)))).toEqual([]);
  await run(['delete', name, '--purge', '--yes']);
});

test('an API that answers with a list is no healthy connector without records', async () => {
  const list = uniqueName('list');
  const file = declare(`pipeline: ${list}
topics: { ${list}-items: { partitions: 1 } }
sources: { api: { to: ${list}-items, http: { url: "${base}/list", every: 500ms } } }
`);
  const { exitCode, stdout, stderr } = await run(['apply', file, '--yes', '--timeout', '180s']);
  expect(exitCode).toBe(3);
  expect(stdout + stderr).toContain('the answer is no JSON object, but a list: `items: /` makes a record of each');
  const status = await run(['status', list]);
  expect(status.exitCode).toBe(3);
  expect(status.stdout + status.stderr).toContain('`items: /`');
  await run(['delete', list, '--purge', '--yes']);
});
