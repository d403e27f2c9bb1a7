import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openClients } from '../../src/clients/clients.ts';
import { exclusively } from '../../src/pipeline/apply/exclusively.ts';
import { ClusterLock, ensureLockTopic, LOCK } from '../../src/pipeline/apply/lock.ts';
import { checkout } from '../../src/target/checkout.ts';
import { askConnect, linePipeline, manySources } from './apply-fixtures.ts';
import { eventually, run, runProcess, testCluster, testContext, uniqueName } from './harness.ts';

describe('two runs at once', () => {
  test('one changes the cluster, the other waits and finds nothing left', async () => {
    const { yaml, name } = linePipeline(uniqueName('rivals'));
    const ran = await Promise.all([runProcess(['apply', yaml]), runProcess(['apply', yaml])]);
    expect(ran.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(ran.map(({ stdout }) => stdout).sort()).toEqual([
      expect.stringContaining('3 added'),
      'Nothing to change.\n',
    ]);
    expect((await run(['plan', yaml, '--detailed-exitcode'])).exitCode).toBe(0);
    await run(['delete', name, '--yes']);
  });

  test('the one that cannot wait names who holds the cluster', async () => {
    const context = testContext();
    const { addresses } = testCluster();
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
    const clients = openClients(testCluster().addresses, context, false);
    const { yaml, name } = linePipeline(uniqueName('waiting'));
    expect((await run(['apply', yaml])).exitCode).toBe(0);
    const waits = 'Waiting for another run to finish: apply by anne@desk';
    const told = new Set<string>();
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
        const verbs = ['stop', 'delete'].map(async (verb) => {
          const onMessage = (said: string) => said.includes(waits) && told.add(verb);
          const ran = await run([verb, name, ...(verb === 'delete' ? ['--yes'] : [])], { onMessage });
          return { ...ran, released };
        });
        await eventually('both to wait', async () => told.size === 2 || undefined);
        await wait(2_000);
        const live = await clients.connect.connectors();
        const own = live.filter((one) => one.name.startsWith(`${name}.`));
        expect(own.map(({ state }) => state)).toEqual(['RUNNING', 'RUNNING']);
        released = true;
        return verbs;
      },
    );
    const ran = await Promise.all(waiting);
    expect(ran.every((one) => one.released)).toBe(true);
    await clients.close();
    await run(['delete', name, '--yes']);
  });
});

describe('a run that ends half way', () => {
  /** Starts `apply` and sends it `signal` as soon as it says that it begins its change number `at`. */
  async function end(yaml: string, at: number, signal: 'SIGKILL' | 'SIGINT') {
    const arguments_ = ['--disable-warning=ExperimentalWarning', join(checkout, 'src', 'cli.ts'), 'apply', yaml];
    const environment = { ...process.env, PIPELINE_HOME: testCluster().home };
    const child = spawn(process.execPath, arguments_, { cwd: checkout, env: environment });
    let said = '';
    let sent = false;
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (!sent && said.includes(`[${at}/`)) sent = child.kill(signal);
    });
    const [exitCode] = await once(child, 'exit');
    return { exitCode, said, at: Date.now() };
  }

  test('by kill -9 is finished by the next one, which writes nothing before the lease of the dead is over', async () => {
    const name = uniqueName('killed');
    const yaml = manySources(name, 10, 'S3_SECRET_KEY');
    const first = await end(yaml, 4, 'SIGKILL');
    expect(first.exitCode).toBeNull();
    expect(first.said).not.toContain('[11/11]');
    let wrote: number | undefined;
    const onMessage = (said: string) => {
      if (said.includes('[1/')) wrote ??= Date.now();
    };
    const second = await run(['apply', yaml], { onMessage });
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toMatch(/Applied: [1-9] added/);
    // Whoever writes has renewed its lease of ten seconds within the last five.
    expect((wrote ?? 0) - first.at).toBeGreaterThan(4_500);
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
  test('a connector that no worker has started yet is listed, so that nobody creates it again', async () => {
    const clients = openClients(testCluster().addresses, testContext(), false);
    const pipeline = uniqueName('fresh');
    const config = { 'connector.class': 'org.apache.kafka.connect.file.FileStreamSourceConnector', topic: pipeline };
    for (const name of [1, 2, 3].map((number) => `${pipeline}.${number}`)) {
      await clients.connect.create(name, { ...config, file: `/no/such/${name}` });
      await eventually(`the workers to know ${name}`, () => clients.connect.connector(name));
      expect((await clients.connect.connectors()).map((live) => live.name)).toContain(name);
      await clients.connect.remove(name);
    }
    await clients.close();
  });

  test('a task that fails ends apply with its deepest cause and exit code 3', async () => {
    const { yaml, name, directory } = linePipeline(uniqueName('broken'));
    const broken = readFileSync(yaml, 'utf8').replace(`${directory}/copy.txt`, `${directory}/no/such/folder/copy.txt`);
    const ran = await run(['apply', '-'], { input: broken });
    expect(ran.exitCode).toBe(3);
    expect(ran.stderr).toMatch(new RegExp(`${name}.writer failed: NoSuchFileException: .*no/such/folder/copy.txt`));
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
