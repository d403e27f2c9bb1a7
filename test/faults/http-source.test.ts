import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, newDirectory, run, uniqueName } from '../cluster/harness.ts';
import { heal, kill, pipeline, size } from './harness.ts';

/** Each city's observation changes with every twentieth request for it: none can be missed, the same is seen often. */
const same = 20;
const asked: Record<string, number> = { Lyon: 0, Paris: 0 };
const server = createServer((request, response) => {
  const city = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('q') ?? '';
  const count = asked[city] ?? 0;
  asked[city] = count + 1;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ city, dt: Math.floor(count / same) }));
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  port = address.port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const observations = (count: number) =>
  eventually(
    `observation ${count} of each city`,
    async () => (Object.values(asked).every((requests) => requests >= (count + 1) * same) ? true : undefined),
    120,
  );

test('a polled API is read without a duplicate and without a gap, though the worker is killed', async () => {
  const name = uniqueName('polled');
  const topic = `${name}-observations`;
  const file = join(newDirectory(), 'polled.yaml');
  writeFileSync(
    file,
    `pipeline: ${name}
topics: { ${topic}: { key: city, partitions: 2 } }
sources:
  api:
    to: ${topic}
    http:
      url: "http://127.0.0.1:${port}/observation"
      query: { q: "{city}" }
      every: 100ms
      unchanged: dt
      targets: [{ city: Lyon }, { city: Paris }]
`,
  );
  await pipeline(['apply', file]);
  for (let time = 1; time <= size.kills; time++) {
    await observations(2 * time - 1);
    await kill('connect');
    await heal();
  }
  const last = 2 * size.kills + 1;
  await observations(last);
  const found = await eventually('the last observations in the topic', async () => {
    const { stdout } = await run(['consume', topic, '--from-beginning', '--exit', '-o', 'json']);
    const lines = stdout.split('\n').filter((line) => line !== '');
    const values: { city: string; dt: number }[] = lines.map((line) => JSON.parse(JSON.parse(line).value));
    const of = (wanted: string) => values.filter(({ city }) => city === wanted).map(({ dt }) => dt);
    return ['Lyon', 'Paris'].every((city) => of(city).includes(last))
      ? { Lyon: of('Lyon'), Paris: of('Paris') }
      : undefined;
  });
  for (const times of Object.values(found)) expect(times).toEqual(times.map((_, index) => index));
  await pipeline(['delete', name, '--purge', '--yes']);
});
