import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { describe, expect, inject, test } from 'vitest';
import { apply } from '../../src/apply/apply.ts';
import { exclusively } from '../../src/apply/exclusively.ts';
import { ClusterLock, ensureLockTopic, LOCK } from '../../src/apply/lock.ts';
import { readLive } from '../../src/apply/read-live.ts';
import { type Clients, openClients } from '../../src/clients/clients.ts';
import { checkout } from '../../src/cluster/checkout.ts';
import { compile } from '../../src/compile/compile.ts';
import { loadPipelines } from '../../src/compile/load.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { askConnect, linePipeline, manySources, recordingProxy } from './apply-fixtures.ts';
import { eventually, run, testContext, uniqueName } from './harness.ts';

const changing = /^(create|delete|alter|increment|set|reset|electLeaders)/;

/** The admin client with the names of the calls that change something. */
function recordingAdmin(admin: Admin, calls: string[]): Admin {
  return new Proxy(admin, {
    get(target, name, receiver) {
      if (changing.test(String(name))) calls.push(String(name));
      return Reflect.get(target, name, receiver);
    },
  });
}

async function applyRecorded(file: string) {
  const context = testContext();
  const { addresses } = inject('cluster');
  const proxy = await recordingProxy(addresses.connect.url);
  const cluster = { ...addresses, connect: { url: proxy.url } };
  const real = openClients(cluster, context, false);
  const changes: string[] = [];
  const clients: Clients = {
    ...real,
    admin: async () => recordingAdmin(await real.admin(), changes),
    writer: (topic) => {
      changes.push(`write to ${topic}`);
      return real.writer(topic);
    },
  };
  const { pipelines } = await loadPipelines([file], cluster, context, { vars: {} });
  const desired = compile(pipelines, cluster);
  const { clock, signal } = context;
  const plan = await apply({
    hands: { clients, clock, signal, replication: 1 },
    read: () =>
      readLive(
        clients,
        desired.topics.map(({ name }) => name),
        undefined,
      ),
    plan: (live) => makePlan(desired, live, cluster, { prune: true }),
    holder: 'test',
    patience: 60_000,
    approve: async () => undefined,
    onWait: () => undefined,
    onStart: () => undefined,
  });
  await clients.close();
  await proxy.close();
  return { plan, writes: [...proxy.writes(), ...changes], requests: proxy.requests, answers: proxy.answers };
}

test('a second apply of fifty connectors with secrets sends no write at all', async () => {
  const name = uniqueName('many');
  await run(['secret', 'set', name.toUpperCase().replaceAll('-', '_')], { input: 'canary-many\n' });
  const file = manySources(name, 50, name.toUpperCase().replaceAll('-', '_'), 'stopped');
  const first = await applyRecorded(file);
  expect(first.plan.summary.add).toBe(51);
  const second = await applyRecorded(file);
  expect(second.plan.changes).toEqual([]);
  expect(second.writes).toEqual([]);
  expect(second.requests.toSorted()).toEqual([
    'GET /connector-plugins?connectorsOnly=true',
    'GET /connectors?expand=info&expand=status',
  ]);
  expect(second.answers.join('')).not.toContain('canary-many');
  await run(['delete', name, '--yes']);
});

test('a secret appears in no output and no answer of Connect', async () => {
  const name = uniqueName('canary');
  const secret = name.toUpperCase().replaceAll('-', '_');
  const canary = `value-of-${name}: ü=\\ #!`;
  const set = await run(['secret', 'set', secret], { input: `${canary}\n` });
  const { yaml } = linePipeline(name, 3, {
    source: `    extra: { producer.override.sasl.jaas.config: "\${secret:${secret}}" }`,
  });
  const said = [set];
  for (const verb of [
    ['secret', 'list'],
    ['plan', yaml],
    ['apply', yaml, '--no-wait'],
    ['apply', yaml, '--no-wait', '-o', 'json'],
    ['plan', yaml, '-o', 'json'],
    ['compile', yaml],
    ['compile', yaml, '-o', 'json'],
    ['status', '-o', 'json'],
    ['status', `${name}.reader`],
    ['status', `${name}.reader`, '-o', 'json'],
    ['export', name],
  ]) {
    said.push(await run(verb));
  }
  const live = await askConnect('/connectors?expand=info&expand=status');
  const everything = [...said.flatMap(({ stdout, stderr }) => [stdout, stderr]), live.body].join('');
  expect(everything).toContain(secret);
  expect(everything).not.toContain('value-of-');
  expect(everything).toContain(`\${secret:${secret}}`);
  await run(['delete', name, '--purge', '--yes']);
});

test('a secret typed into the YAML, or in the environment, is not repeated either', async () => {
  const name = uniqueName('typed');
  const canary = `value-of-${name}`;
  const { yaml } = linePipeline(name, 3, {
    source: `    extra: { producer.override.sasl.jaas.config: "x ${canary}" }`,
  });
  const said = [];
  for (const verb of [['validate'], ['compile'], ['plan'], ['apply', '--no-wait'], ['plan']]) {
    const [word = '', ...flags] = verb;
    for (const format of ['text', 'json']) {
      said.push(await run([word, yaml, ...flags, '-o', format], { environment: { CANARY: canary } }));
    }
  }
  for (const verb of [
    ['export', name],
    ['status', `${name}.reader`],
    ['status', `${name}.reader`, '-o', 'json'],
  ]) {
    said.push(await run(verb, { environment: { CANARY: canary } }));
  }
  const everything = said.flatMap(({ stdout, stderr }) => [stdout, stderr]).join('');
  expect(everything).toContain('plain-secret');
  expect(everything).toContain('sasl.jaas.config');
  expect(everything).not.toContain(canary);
  await run(['delete', name, '--purge', '--yes']);
});

describe('two runs at once', () => {
  test('one changes the cluster, the other waits and finds nothing left', async () => {
    const { yaml, name } = linePipeline(uniqueName('rivals'));
    const ran = await Promise.all([run(['apply', yaml]), run(['apply', yaml])]);
    expect(ran.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const results = ran.map(({ stdout }) => stdout).sort();
    expect(results[0]).toContain('3 added');
    expect(results[1]).toMatch(/Nothing to change|3 added/);
    expect((await run(['plan', yaml, '--detailed-exitcode'])).exitCode).toBe(0);
    await run(['delete', name, '--yes']);
  });

  test('the one that cannot wait names who holds the cluster', async () => {
    const context = testContext();
    const { addresses } = inject('cluster');
    const clients = openClients(addresses, context, false);
    await ensureLockTopic(await clients.admin(), 1);
    const lock = await ClusterLock.acquire(
      { kafka: await clients.records(), writer: await clients.writer(LOCK), ...context, holder: 'apply by anne@desk' },
      60_000,
      () => undefined,
    );
    const { yaml } = linePipeline(uniqueName('late'));
    const ran = await run(['apply', yaml, '--timeout', '2s']);
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain('Another run is changing this cluster: apply by anne@desk');
    await lock.release();
    await clients.close();
  });

  test('also delete and stop, of several connectors, wait for who holds the cluster', async () => {
    const context = testContext();
    const clients = openClients(inject('cluster').addresses, context, false);
    const { yaml, name } = linePipeline(uniqueName('waiting'));
    expect((await run(['apply', yaml])).exitCode).toBe(0);
    let released = false;
    const waiting = await exclusively(
      {
        clients,
        clock: context.clock,
        signal: context.signal,
        replication: 1,
        holder: 'apply by anne@desk',
        patience: 60_000,
        onWait: () => undefined,
      },
      async () => {
        const verbs = [
          ['stop', name],
          ['delete', name, '--yes'],
        ].map((verb) => run(verb).then((ran) => ({ ...ran, released })));
        await wait(5_000);
        const live = await clients.connect.connectors();
        const own = live.filter((one) => one.name.startsWith(`${name}.`));
        expect(own.map(({ state }) => state)).toEqual(['RUNNING', 'RUNNING']);
        released = true;
        return verbs;
      },
    );
    const ran = await Promise.all(waiting);
    expect(ran.every((one) => one.released)).toBe(true);
    for (const { stderr } of ran) expect(stderr).toContain('Waiting for another run to finish: apply by anne@desk');
    await clients.close();
    await run(['delete', name, '--yes']);
  });
});

describe('a run that ends half way', () => {
  /** Starts `apply` and sends it `signal` as soon as it says that it begins its change number `at`. */
  async function end(yaml: string, at: number, signal: 'SIGKILL' | 'SIGINT') {
    const arguments_ = ['--disable-warning=ExperimentalWarning', join(checkout, 'src', 'cli.ts'), 'apply', yaml];
    const environment = { ...process.env, PIPELINE_HOME: inject('cluster').home };
    const child = spawn(process.execPath, arguments_, { cwd: checkout, env: environment });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(`[${at}/`)) child.kill(signal);
    });
    const [exitCode] = await once(child, 'exit');
    return { exitCode, said };
  }

  test('by kill -9 is finished by the next one, which waits for the dead no longer than its lease', async () => {
    const name = uniqueName('killed');
    const yaml = manySources(name, 10, 'S3_SECRET_KEY');
    const first = await end(yaml, 4, 'SIGKILL');
    expect(first.exitCode).toBeNull();
    expect(first.said).not.toContain('[11/11]');
    const second = await run(['apply', yaml]);
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toMatch(/Applied: [1-9] added/);
    expect(second.stderr).toContain('Waiting for another run to finish: apply by');
    expect((await run(['plan', yaml, '--detailed-exitcode'])).exitCode).toBe(0);
    const live: Record<string, unknown> = JSON.parse((await askConnect('/connectors?expand=status')).body);
    expect(Object.keys(live).filter((key) => key.startsWith(`${name}.`))).toHaveLength(10);
    await run(['delete', name, '--yes']);
  });

  test('by Ctrl-C stops between two writes, says so, and leaves the lock to the next', async () => {
    const name = uniqueName('interrupted');
    const yaml = manySources(name, 10, 'S3_SECRET_KEY');
    const first = await end(yaml, 3, 'SIGINT');
    expect(first.exitCode).toBe(130);
    expect(first.said).toContain('picks up what is left');
    const second = await run(['apply', yaml]);
    expect(second.exitCode).toBe(0);
    expect(second.stderr).not.toContain('Waiting for another run');
    await run(['delete', name, '--yes']);
  });
});

describe('what the cluster says', () => {
  test('a task that fails ends apply with its first line of trace and exit code 3', async () => {
    const { yaml, name, directory } = linePipeline(uniqueName('broken'));
    const broken = readFileSync(yaml, 'utf8').replace(`${directory}/copy.txt`, `${directory}/no/such/folder/copy.txt`);
    const ran = await run(['apply', '-'], { input: broken });
    expect(ran.exitCode).toBe(3);
    expect(ran.stderr).toMatch(new RegExp(`${name}.writer failed: .*ConnectException: Couldn't find or create file`));
    const status = await run(['status', name]);
    expect(status.exitCode).toBe(3);
    expect(status.stdout).toContain('failed');
    const described = await run(['status', `${name}.writer`]);
    expect(described.stdout).toContain('NoSuchFileException');
    await run(['delete', name, '--yes']);
  });

  test('records arrive, lag counts records and not offsets, and a second apply restarts nothing', async () => {
    const { yaml, name, copy } = linePipeline(uniqueName('lines'), 25);
    expect((await run(['apply', yaml])).exitCode).toBe(0);
    await eventually('25 lines', async () => (readFileSync(copy, 'utf8').split('\n').length === 26 ? true : undefined));
    await run(['stop', `${name}.writer`]);
    await run(['offsets', 'reset', `${name}.writer`, '--to', '5', '--yes']);
    const report = JSON.parse((await run(['status', name, '-o', 'json'])).stdout);
    expect(report.connectors).toMatchObject([
      { name: `${name}.reader`, condition: 'running', lag: null },
      { name: `${name}.writer`, condition: 'stopped', lag: 20, partitions: [{ position: 5, exact: true }] },
    ]);
    const offsets = JSON.parse((await run(['offsets', 'get', `${name}.writer`, '-o', 'json'])).stdout);
    expect(offsets.offsets).toEqual([
      { partition: { kafka_topic: `${name}-lines`, kafka_partition: 0 }, offset: { kafka_offset: 5 } },
    ]);
    await run(['resume', `${name}.writer`]);
    await eventually('the 20 lines again', async () =>
      readFileSync(copy, 'utf8').split('\n').length === 46 ? true : undefined,
    );
    await wait(500);
    expect((await run(['apply', yaml])).stdout).toBe('Nothing to change.\n');
    await run(['delete', name, '--yes']);
  });
});
