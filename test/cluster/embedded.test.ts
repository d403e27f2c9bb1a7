import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { identityOf } from '../../src/base/process-identity.ts';
import { markedProcesses } from '../../src/processes/marked.ts';
import { checkout } from '../../src/target/checkout.ts';
import { homeOf } from '../../src/target/home.ts';
import { loadCluster } from '../../src/target/load.ts';
import { type ProcessRecord, readRecord, writeRecord } from '../../src/target/record.ts';
import { clusterEnvironment } from './environment.ts';
import { cli, eventually, newDirectory, runProcess, testContext, uniqueName } from './harness.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** A cluster of its own, since these tests stop and kill it. */
const home = homeOf({ directory: newDirectory(), environment: {} });
const pipeline = (...args: string[]) => runProcess(args, { home: home.folder });
const processes = () => readRecord(home.record).processes;
const processOf = (name: string): ProcessRecord => {
  const found = processes().find((process) => process.name === name);
  if (found === undefined) throw new Error(`no process is recorded as ${name}`);
  return found;
};

async function kill(name: string): Promise<void> {
  const { pid, identity } = processOf(name);
  process.kill(pid, 'SIGKILL');
  await eventually(`${name} is dead`, async () => identityOf(pid) !== identity || undefined);
}

beforeAll(async () => {
  const { exitCode, stderr } = await pipeline('up');
  expect(stderr).toContain('Ready after');
  expect(exitCode).toBe(0);
});

afterAll(async () => {
  await pipeline('down', '--data', '--yes');
  rmSync(home.folder, { recursive: true, force: true });
});

describe('a started cluster', () => {
  test('is what every other command reads from its record', async () => {
    const { connect, kafka, hdfs } = await loadCluster('embedded', testContext({ home: home.folder }), false);
    expect((await fetch(`${connect.url}/connector-plugins`)).status).toBe(200);
    expect((await fetch(`${hdfs?.webhdfs}/webhdfs/v1/?op=LISTSTATUS`)).status).toBe(200);
    expect(kafka.bootstrapServers).toBe(`127.0.0.1:${processOf('kafka').port}`);
  });

  test('listens on this machine only', async () => {
    const { stdout } = await execa('ss', ['-Hltnp']);
    const pids = processes().map(({ pid }) => `pid=${pid},`);
    const ours = stdout.split('\n').filter((line) => pids.some((pid) => line.includes(pid)));
    expect(ours.length).toBeGreaterThan(4);
    expect(ours.filter((line) => !/\s(127\.0\.0\.1|\[::ffff:127\.0\.0\.1\]):\d+\s/.test(line))).toEqual([]);
  });

  test('is left alone by a second up, of whatever folder', async () => {
    const before = processes();
    const { stderr, exitCode } = await runProcess(['up'], { home: home.folder, directory: newDirectory() });
    expect(stderr).toBe('The cluster runs already.\n');
    expect(exitCode).toBe(0);
    expect(processes()).toEqual(before);
  });

  test('maps the classes that a worker before it has loaded', () => {
    const maps = readFileSync(`/proc/${processOf('connect').pid}/maps`, 'utf8');
    expect(maps).toMatch(/jars\/kafka\/connect-\w+\.jsa/);
  });

  test('keeps its secrets where only their owner may read them', () => {
    expect(statSync(home.secrets).mode & 0o777).toBe(0o600);
    const { addresses } = readRecord(home.record);
    const secret = /S3_SECRET_KEY=(.+)/.exec(readFileSync(home.secrets, 'utf8'))?.[1] ?? 'missing';
    expect(JSON.stringify(addresses)).not.toContain(secret);
  });

  test('is listed with its memory, and takes less than 2.5 GB', async () => {
    const { stdout, exitCode } = await pipeline('ps', '-o', 'json');
    const listed: { processes: { name: string; state: string; memory: number }[] } = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(listed.processes.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'kafka running',
      'connect running',
      'namenode running',
      'datanode running',
      'supervisor running',
    ]);
    const memory = listed.processes.reduce((sum, process) => sum + process.memory, 0);
    expect(memory).toBeLessThan(2.5 * 2 ** 30);
  });

  test('passes the doctor', async () => {
    const { stdout, exitCode } = await pipeline('doctor');
    expect(stdout).toContain('✓ plugins');
    expect(stdout).not.toContain('✗');
    expect(exitCode).toBe(0);
  });

  test('prints logs by name and knows a name that was meant', async () => {
    const { stdout, exitCode } = await pipeline('logs', 'namenode', '-n', '5');
    expect(stdout.split('\n')).toHaveLength(6);
    expect(exitCode).toBe(0);
    const wrong = await pipeline('logs', 'namenod');
    expect(wrong.stderr).toContain('did you mean `namenode`?');
    expect(wrong.exitCode).toBe(64);
  });
});

test('a process that is silent for some seconds is asked again, and is not taken for dead', async () => {
  const { pid } = processOf('datanode');
  process.kill(pid, 'SIGSTOP');
  const listed = pipeline('ps');
  await wait(4_000);
  process.kill(pid, 'SIGCONT');
  const { stdout, exitCode } = await listed;
  expect(stdout).toMatch(/^datanode .* running /m);
  expect(exitCode).toBe(0);
});

describe('a process that was killed', () => {
  test('is told by ps, and started again by up without the others being touched', async () => {
    const before = processes();
    await kill('datanode');
    const listed = await pipeline('ps');
    expect(listed.stdout).toMatch(/^datanode .* died /m);
    expect(listed.exitCode).toBe(3);
    expect((await pipeline('doctor')).exitCode).toBe(3);

    const healed = await pipeline('up');
    expect(healed.stderr).toContain('datanode answers');
    expect((await pipeline('ps')).exitCode).toBe(0);
    const others = (list: readonly ProcessRecord[]) =>
      list.filter(({ name }) => name !== 'datanode').map(({ pid }) => pid);
    expect(others(processes()).sort()).toEqual(others(before).sort());
  });

  test('a moment before is started again on the port that it had', async () => {
    const before = readRecord(home.record);
    const { pid } = processOf('connect');
    process.kill(pid, 'SIGKILL');
    expect((await pipeline('up')).exitCode).toBe(0);
    expect(readRecord(home.record).ports).toEqual(before.ports);
    expect(processOf('connect').pid).not.toBe(pid);
    expect((await pipeline('ps')).exitCode).toBe(0);
  });

  test('loses nothing that it had confirmed', async () => {
    const topic = uniqueName('kept');
    expect((await pipeline('topics', 'create', topic)).exitCode).toBe(0);
    const local = join(newDirectory(), 'kept.txt');
    writeFileSync(local, 'kept');
    expect((await pipeline('hdfs', 'put', local, `/kept/${topic}`)).exitCode).toBe(0);
    await Promise.all([kill('kafka'), kill('namenode'), kill('datanode')]);
    expect((await pipeline('up')).exitCode).toBe(0);
    expect((await pipeline('topics', 'list')).stdout).toContain(topic);
    expect((await pipeline('hdfs', 'cat', `/kept/${topic}`)).stdout.trim()).toBe('kept');
  });
});

describe('up', () => {
  test('that was killed half way leaves nothing that the next one cannot mend', async () => {
    expect((await pipeline('down')).exitCode).toBe(0);
    const [file, ...args] = cli(['up']);
    const starting = execa(file, args, { cwd: checkout, env: clusterEnvironment(home.folder), reject: false });
    await eventually('something was started', async () => processes().length > 0 || undefined);
    starting.kill('SIGKILL');
    await starting;
    // As if it had died between starting a process and writing it down.
    writeRecord(home.record, { ...readRecord(home.record), processes: [] });

    const { exitCode, stderr } = await pipeline('up');
    expect(stderr).toContain('Ready after');
    expect(exitCode).toBe(0);
    const recorded = processes().map(({ pid }) => pid);
    expect(
      markedProcesses(home.folder)
        .map(({ pid }) => pid)
        .sort(),
    ).toEqual(recorded.sort());
  });

  test('called twice at once starts everything once, on the ports of the last time', async () => {
    const { ports } = readRecord(home.record);
    expect((await pipeline('down')).exitCode).toBe(0);
    const both = await Promise.all([pipeline('up'), pipeline('up')]);
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const text = both.map(({ stderr }) => stderr).join('');
    expect(text).toContain('Waiting for process');
    expect(text.match(/kafka answers/g)).toHaveLength(1);
    expect(processes()).toHaveLength(5);
    expect(readRecord(home.record).ports).toEqual(ports);
  });

  test('names a service that does not exist', async () => {
    const { exitCode, stderr } = await pipeline('up', '--with', 's33');
    expect(stderr).toContain('did you mean `s3`?');
    expect(exitCode).toBe(64);
  });
});

describe('down', () => {
  test('refuses to remove data when nobody can be asked', async () => {
    const { exitCode, stderr } = await pipeline('down', '--data');
    expect(stderr).toContain('--yes');
    expect(exitCode).toBe(1);
    expect((await pipeline('ps')).exitCode).toBe(0);
  });

  test('leaves no process, and the data until it is told to', async () => {
    const before = processes();
    expect((await pipeline('down')).exitCode).toBe(0);
    expect(before.filter(({ pid, identity }) => identityOf(pid) === identity)).toEqual([]);
    expect(markedProcesses(home.folder)).toEqual([]);
    expect(existsSync(join(home.data, 'kafka', 'meta.properties'))).toBe(true);
    await expect(loadCluster('embedded', testContext({ home: home.folder }), false)).rejects.toThrow('does not run');

    expect((await pipeline('down', '--data', '--yes')).exitCode).toBe(0);
    expect(existsSync(home.data)).toBe(false);
    expect(existsSync(home.secrets)).toBe(true);
    const { stderr, exitCode } = await pipeline('down');
    expect(stderr).toBe('Nothing was running.\n');
    expect(exitCode).toBe(0);
  });
});
