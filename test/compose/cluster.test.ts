import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, newDirectory } from '../cluster/harness.ts';
import {
  asked,
  container,
  docker,
  kill,
  killDriver,
  pipeline,
  revive,
  services,
  start,
  startCluster,
} from './harness.ts';
import { proven, runningPipeline, stillRuns, workersOf } from './proof.ts';

beforeAll(startCluster);
afterAll(async () => {
  await docker('compose', '--profile', '*', 'down', '--volumes', '--remove-orphans', '--timeout', '1');
});

describe('the containers', () => {
  const inspected = async (format: string) =>
    (await docker('inspect', '--format', `{{.Name}} ${format}`, ...services.map(container))).split('\n');

  test('are all healthy, as `pipeline ps` says too', async () => {
    const { containers } = await asked<{ containers: { name: string; state: string }[] }>(['ps']);
    const healthy = containers.filter(({ state }) => state === 'healthy').map(({ name }) => name);
    expect(healthy.sort()).toEqual([...services].sort());
  });

  test('run as users that are not root, with no more rights and with limited memory', async () => {
    const limits = '{{.Config.User}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.HostConfig.Memory}}';
    for (const line of await inspected(limits)) {
      expect(line).toMatch(/^\S+ (pipeline|postgres) \[ALL\] \[no-new-privileges:true\] [1-9]\d+$/);
    }
  });

  test('publish ports on loopback only', async () => {
    const addresses = await inspected(
      '{{range $p, $b := .NetworkSettings.Ports}}{{range $b}}{{.HostIp}} {{end}}{{end}}',
    );
    const published = addresses.flatMap((line) =>
      line
        .split(' ')
        .slice(1)
        .filter((text) => text !== ''),
    );
    expect(new Set(published)).toEqual(new Set(['127.0.0.1']));
  });

  test('reach the REST of Connect from the network of the tool, and from no other', async () => {
    const reach = (from: string, host: string) =>
      docker('exec', container(from), 'bash', '-c', `exec 3<>/dev/tcp/${host}/8083 && echo reached`).catch(() => 'not');
    const address = `{{(index .NetworkSettings.Networks "pipeline-test_data").IPAddress}}`;
    const onData = await docker('inspect', '--format', address, container('connect-1'));
    expect(await reach('recommender', 'connect-1.control')).toBe('reached');
    expect(await reach('namenode', onData)).toBe('not');
    expect(await reach('namenode', 'connect-1.control')).toBe('not');
    // That network is there, and leads to the worker's neighbours.
    expect(
      await docker('exec', container('namenode'), 'bash', '-c', 'exec 3<>/dev/tcp/kafka/9092 && echo reached'),
    ).toBe('reached');
  });

  test('hold a PostgreSQL that takes the password and refuses another', async () => {
    const ask = (password: string) =>
      docker(
        ...['exec', '--env', `PGPASSWORD=${password}`, container('postgres')],
        ...['psql', '-h', 'postgres', '-U', 'pipeline', '-d', 'pipeline', '-tAc', 'select 6 * 7'],
      );
    expect(await ask('pipeline-on-loopback')).toBe('42');
    await expect(ask('wrong')).rejects.toThrow(/password authentication failed/);
  });
});

test('the page asks for its password, and shows what runs', async () => {
  const ask = (path: string, password?: string) =>
    fetch(`http://127.0.0.1:18080${path}`, {
      headers: password === undefined ? {} : { authorization: `Basic ${btoa(`me:${password}`)}` },
    });
  expect((await ask('/')).status).toBe(401);
  expect((await ask('/', 'wrong-on-loopback')).status).toBe(401);
  const page = await ask('/', 'pipeline-on-loopback');
  expect(page.status).toBe(200);
  expect(await page.text()).toMatch(/<script type="module"[^>]* src=/);
});

test('the one-shot `apply` has applied, and the sidecar writes recommendations', async () => {
  const state = () => docker('inspect', '--format', '{{.State.Status}} {{.State.ExitCode}}', container('apply'));
  await eventually('apply ended well', async () => (await state()) === 'exited 0' || undefined, 120);
  await proven(['config/evenements.yaml'], 10_000);
  const name = 'recommendation.recommender';
  const lists = await eventually(
    'recommendations written back',
    async () => {
      const found = await asked<{ user: string; items: unknown[] }[]>(['recommender', 'list', name]);
      return found.length > 0 ? found : undefined;
    },
    120,
  );
  for (const list of lists) expect(list.items.length).toBeGreaterThan(0);
  // The instance in the sidecar is asked from the host too: for its state, and for what made a list.
  const { ok, states } = await asked<{ ok: boolean; states: unknown[] }>([
    'recommender',
    'verify',
    name,
    '--wait',
    '120s',
  ]);
  expect(ok).toBe(true);
  expect(states.length).toBeGreaterThan(0);
  const explained = await pipeline(['recommender', 'explain', name, lists[0]?.user ?? '']);
  expect(explained.exitCode, explained.stderr).toBe(0);
});

describe('jobs, typed on the host', () => {
  test('count on YARN what is stored, by MapReduce', async () => {
    const { stdout } = await pipeline(['hdfs', 'cat', 'evenements.lac']);
    const counts = new Map<string, number>();
    for (const line of stdout.split('\n')) {
      const { event_type: type }: { event_type: string } = JSON.parse(line);
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    const { rows, ...found } = await asked<{ rows: [string, string][] }>(['jobs', 'run', 'evenements.parType']);
    expect(found).toMatchObject({ ranOn: 'YARN', totals: { records: 10_000, unreadable: 0 } });
    expect(new Map(rows.map(([type, count]) => [type, Number(count)]))).toEqual(counts);
  });

  test('learn from the stored events and write lists for every user, by Spark', async () => {
    await proven(['config/recommendation.yaml'], 20_000);
    const file = 'config/recommendation.yaml';
    const { events, rows } = await asked<{ events: number; rows: number }>(['jobs', 'run', 'recommendation.als', file]);
    expect(events).toBe(20_000);
    const read = await pipeline(['consume', 'recommendations-batch', '--from-beginning', '--exit']);
    expect(read.stdout.split('\n').length).toBe(rows);
    expect(rows).toBeGreaterThan(700);
  });
});

test('everything that is declared is accepted, each number of it found in another way', async () => {
  const args = ['acceptance', 'config/evenements.yaml', '--var', 'rate=5000/s'];
  const { ok, checks } = await asked<{ ok: boolean; checks: { group: string; outcome: string }[] }>(args);
  expect(ok).toBe(true);
  const passed = checks.filter(({ outcome }) => outcome === 'passed').map(({ group }) => group.split(' ')[0]);
  expect([...new Set(passed)]).toEqual(expect.arrayContaining(['Events', 'Stored', 'Statistics', 'Alerts', 'Words']));
});

test('what needs a profile runs from the host: S3, weather without a key, Spark whose driver is killed', async () => {
  const variables = ['--var', 'count=6000', '--var', 'spark=running'];
  const files = ['config/streaming.yaml', 'config/weather.yaml', ...variables];
  const applied = await pipeline(['apply', ...files, '--timeout', '300s']);
  expect(applied.exitCode, applied.stderr).toBe(0);
  await killDriver('streaming.parquet');
  await eventually(
    'its driver was started again',
    async () => {
      const job = await asked<{ condition: string; restarts: number }>(['jobs', 'status', 'streaming.parquet']);
      return (job.condition === 'running' && job.restarts > 0) || undefined;
    },
    240,
  );
  // The two sinks and the job of Spark, by its own list of files.
  await proven(['config/streaming.yaml', ...variables], 6_000);
  const enriched = await pipeline(['consume', 'topic-weather-final', '--from-beginning', '--max', '1', '-o', 'json']);
  expect(enriched.stdout).toContain('dew_point');
  const { stdout } = await pipeline(['hdfs', 'cat', 'weather.raw', '--max', '1']);
  expect(JSON.parse(stdout)).toMatchObject({ city: expect.any(String), main: { temp: expect.any(Number) } });
  const again = await pipeline(['plan', ...files, '--detailed-exitcode']);
  expect(again.stdout).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
  expect(again.exitCode).toBe(0);
});

test('a topic in Avro is generated, stored and proven by the registry of its profile, and read from the host', async () => {
  const topic = 'orders-avro';
  const fields = [
    { name: 'id', type: 'string' },
    { name: 'amount', type: 'double' },
  ];
  const schema = JSON.stringify({ type: 'record', name: 'Order', fields });
  const registered = await fetch(`http://127.0.0.1:18085/apis/ccompat/v7/subjects/${topic}-value/versions`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify({ schema }),
  });
  expect(registered.status, await registered.clone().text()).toBe(200);
  const file = join(newDirectory(), 'orders.yaml');
  writeFileSync(
    file,
    `pipeline: orders
topics: { ${topic}: { format: avro, event: { registry: ${topic}-value } } }
sources: { made: { to: ${topic}, datagen: { count: 1000, seed: 1 } } }
sinks: { lake: { from: ${topic}, hdfs: { path: /data/orders, format: parquet, roll: { every: 2s } } } }
`,
  );
  const applied = await pipeline(['apply', file]);
  expect(applied.exitCode, applied.stderr).toBe(0);
  await proven([file], 1000);
  const { stdout } = await pipeline(['consume', topic, '--from-beginning', '--max', '1', '-o', 'json']);
  expect(JSON.parse(JSON.parse(stdout).value)).toEqual({ id: expect.any(String), amount: expect.any(Number) });
});

describe('during a run, `docker kill` of', () => {
  test('a worker moves its tasks to the other; nothing is missing, nothing twice', async () => {
    const file = await runningPipeline('lost-worker');
    await kill('connect-1');
    expect(await stillRuns('lost-worker')).toBe(true);
    const workers = await eventually(
      'all tasks run on the other worker',
      async () => {
        const found = await workersOf('lost-worker.lake');
        return found?.join() === 'connect-2' ? found : undefined;
      },
      60,
    );
    expect(workers).toEqual(['connect-2']);
    await proven([file], 15_000);
  });

  test('a DataNode leaves every file readable', async () => {
    // The worker that died is the first that is asked, and what is applied meets it while it starts.
    await start('connect-1');
    const file = await runningPipeline('lost-datanode');
    await kill('datanode-2');
    expect(await stillRuns('lost-datanode')).toBe(true);
    await proven([file], 15_000);
    // Of what was stored before, the other replica is read.
    await proven(['config/evenements.yaml'], 10_000);
    await revive('datanode-2');
  });

  test('the broker only makes everybody wait', async () => {
    const file = await runningPipeline('lost-broker');
    expect(await stillRuns('lost-broker')).toBe(true);
    await kill('kafka');
    await revive('kafka');
    await proven([file], 15_000);
  });
});

test('`down` asks before it removes data, and then leaves nothing', async () => {
  const refused = await pipeline(['down', '--data']);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('--yes');
  expect((await pipeline(['down', '--data', '--yes'])).exitCode).toBe(0);
  const label = 'label=com.docker.compose.project=pipeline-test';
  expect(await docker('ps', '--all', '--quiet', '--filter', label)).toBe('');
  expect(await docker('volume', 'ls', '--quiet', '--filter', label)).toBe('');
  expect(await docker('network', 'ls', '--quiet', '--filter', label)).toBe('');
});
