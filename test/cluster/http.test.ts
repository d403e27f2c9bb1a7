import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import axios from 'axios';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { weatherApi } from '../../src/embedded/weather-stand-in/api.ts';
import { eventually, newDirectory, run, testCluster, uniqueName } from './harness.ts';

const canary = randomBytes(16).toString('hex');
const secret = `WEATHER_${randomBytes(4).toString('hex').toUpperCase()}`;
let time = Date.UTC(2026, 6, 1, 12);
const asked: string[] = [];
const handler = weatherApi({ quota: 100_000, now: () => time });
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  handler(request, response);
});
let base = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  base = `http://127.0.0.1:${(address satisfies AddressInfo).port}`;
  await run(['secret', 'set', secret], { input: `${canary}\n` });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function declare(name: string): string {
  const file = join(newDirectory(), 'weather.yaml');
  writeFileSync(
    file,
    `pipeline: ${name}
topics: { ${name}-observations: { key: city, partitions: 1 } }
sources:
  api:
    to: ${name}-observations
    http:
      url: "${base}/data/2.5/weather"
      query: { q: "{q}", lat: "{lat}", lon: "{lon}", units: metric, appid: "\${secret:${secret}}" }
      every: 500ms
      unchanged: dt
      add: [city, region]
      targets:
        - { city: Lyon, region: Auvergne-Rhône-Alpes, q: "Lyon,FR" }
        - { city: Ouessant, region: Bretagne, lat: 48.4582, lon: -5.0953 }
        - { city: Atlantide, region: nulle part, q: Atlantide }
`,
  );
  return file;
}

interface Observation {
  readonly city: string;
  readonly region: string;
  readonly dt: number;
}

async function stored(topic: string): Promise<readonly Observation[]> {
  const { stdout } = await run(['consume', topic, '--from-beginning', '--exit', '-o', 'json']);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(JSON.parse(line).value));
}

const exactly = (topic: string, count: number) =>
  eventually(`${count} observations`, async () => {
    const found = await stored(topic);
    return found.length >= count ? found : undefined;
  });

const requests = (count: number) => {
  const before = asked.length;
  return eventually(`${count} more requests`, async () => (asked.length >= before + count ? true : undefined));
};

test('each new observation becomes one record, over restarts too, and the key shows nowhere', async () => {
  const name = uniqueName('weather');
  const topic = `${name}-observations`;
  const applied = await run(['apply', declare(name), '--yes']);
  expect(applied.exitCode, applied.stderr).toBe(0);
  await exactly(topic, 2);
  await requests(6);
  const restarted = await run(['restart', `${name}.api`]);
  expect(restarted.exitCode, restarted.stderr).toBe(0);
  await requests(6);
  time += 10_000;
  const found = await exactly(topic, 4);
  await requests(6);
  expect(await stored(topic)).toEqual(found);
  const rows = found.map(({ city, region, dt }) => `${city} ${region} ${dt}`).sort();
  const [now, before] = [time / 1000, time / 1000 - 10];
  expect(rows).toEqual([
    `Lyon Auvergne-Rhône-Alpes ${before}`,
    `Lyon Auvergne-Rhône-Alpes ${now}`,
    `Ouessant Bretagne ${before}`,
    `Ouessant Bretagne ${now}`,
  ]);
  const times = (text: string) => asked.filter((url) => url.includes(text)).length;
  expect(times('Atlantide') * 3).toBeLessThan(times('Lyon'));
  expect(asked.some((url) => url.includes(`appid=${canary}`))).toBe(true);

  const connect = testCluster().addresses.connect.url;
  const connector = `/connectors/${name}.api`;
  const config = (await axios.get(`${connect}${connector}/config`)).data;
  const answers = await Promise.all([
    axios.get(`${connect}/connectors?expand=info&expand=status`),
    axios.get(`${connect}${connector}/tasks`),
    axios.get(`${connect}${connector}/offsets`),
    axios.put(`${connect}/connector-plugins/HttpSourceConnector/config/validate`, config),
  ]);
  const shown = [
    ...[config, ...answers.map(({ data }) => data)].map((answer) => JSON.stringify(answer)),
    ...[applied, restarted, await run(['status', `${name}.api`, '-o', 'json'])].map((ran) => ran.stdout + ran.stderr),
    readFileSync(join(testCluster().home, 'logs', 'connect.log'), 'utf8'),
    JSON.stringify(found),
  ];
  expect(shown.filter((text) => text.includes(canary))).toEqual([]);
  await run(['delete', name, '--yes']);
});

test('a refused key fails the task and says which, not what it is', async () => {
  const name = uniqueName('refused');
  await fetch(`${base}/control/faults`, { method: 'POST', body: JSON.stringify({ kind: 'refused', times: 1_000 }) });
  const { stdout, stderr, exitCode } = await run(['apply', declare(name), '--yes', '--timeout', '180s']);
  const text = stdout + stderr;
  expect(exitCode).toBe(3);
  expect(text).toMatch(/The API refuses to answer \(401\) for target .*: see query\.appid/);
  expect(text).not.toContain(canary);
  await run(['delete', name, '--yes']);
});
