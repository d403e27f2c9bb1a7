import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { JobRecord } from '../../../src/jobs/registry/jobs.ts';
import { HostedJob, type Hosting } from '../../../src/jobs/supervisor/hosted-job.ts';
import { Supervisor } from '../../../src/jobs/supervisor/supervisor.ts';
import { FakeClock } from '../../clients/connect/fake-clock.ts';

const script = join(import.meta.dirname, 'child.mjs');
const record = (state: JobRecord['state'], digest = 'one', name = 'shop.job'): JobRecord => ({
  version: 1,
  name,
  pipeline: 'shop',
  kind: 'test',
  state,
  digest,
  spec: {},
});

/** What is passed to a host, and a way to wait for what becomes of its jobs. */
function hosting(manner = 'lives') {
  const lines: string[] = [];
  const history: string[] = [];
  let look = () => {};
  const options: Hosting = {
    command: () => ({ script, args: [manner] }),
    clock: new FakeClock(),
    log: (line) => lines.push(line),
    changed: (job) => {
      history.push(`${job.record.name} ${job.status('here').state} ${job.status('here').restarts}`);
      look();
    },
  };
  const until = (line: string, times = 1) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (history.filter((entry) => entry === line).length >= times) resolve();
      };
      look();
    });
  return { options, lines, history, until };
}

const jobs: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(jobs.splice(0).map((job) => job.stop()));
});

function hosted(wanted: JobRecord, options: Hosting): HostedJob {
  const job = new HostedJob(wanted, options);
  jobs.push(job);
  return job;
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a hosted job', () => {
  test('runs in a process of its own, and tells what that reports', async () => {
    const { options, until } = hosting();
    const job = hosted(record('running'), options);
    await until('shop.job RUNNING 0');
    const status = job.status('here');
    expect(status).toMatchObject({ version: 1, name: 'shop.job', digest: 'one', host: 'here', restarts: 0 });
    expect(isAlive(status.metrics.pid ?? 0)).toBe(true);
  });

  test('whose process is killed is started again, and counts it', async () => {
    const { options, until, history } = hosting();
    const job = hosted(record('running'), options);
    await until('shop.job RUNNING 0');
    const first = job.status('here').metrics.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await until('shop.job RUNNING 1');
    const second = job.status('here').metrics.pid ?? 0;
    expect([first === second, isAlive(first), isAlive(second)]).toEqual([false, false, true]);
    expect(history).toContain('shop.job FAILED 0');
  });

  test('that keeps failing shows its last lines, and pauses longer each time', async () => {
    const { options, until, lines } = hosting('fails');
    const traces: (string | undefined)[] = [];
    const starts: (string | undefined)[] = [];
    const job = hosted(record('running'), {
      ...options,
      changed: (one) => {
        const { state, trace } = one.status('here');
        traces.push(trace);
        if (state === 'STARTING') starts.push(trace);
        options.changed(one);
      },
    });
    await until('shop.job FAILED 2');
    expect(traces).toContain('first line\nwhat went wrong');
    expect(starts).toEqual([undefined, 'first line\nwhat went wrong', 'first line\nwhat went wrong']);
    const pauses = lines.flatMap((line) => /again in (\d+) s/.exec(line)?.[1] ?? []);
    expect(pauses.slice(0, 2)).toEqual(['1', '2']);
    await job.stop();
    expect(job.status('here').state).toBe('STOPPED');
  });

  test('that waits says what for', async () => {
    const { options } = hosting('waits');
    const waits = await new Promise<string>((resolve) => {
      hosted(record('running'), {
        ...options,
        changed: (one) => {
          const { state, waits } = one.status('here');
          if (state === 'STARTING' && waits !== undefined) resolve(waits);
        },
      });
    });
    expect(waits).toBe('for a place');
  });

  test('that is stopped ends its process and stays so', async () => {
    const { options, until } = hosting();
    const job = hosted(record('running'), options);
    await until('shop.job RUNNING 0');
    const { pid = 0 } = job.status('here').metrics;
    await job.stop();
    expect([job.status('here').state, isAlive(pid)]).toEqual(['STOPPED', false]);
  });

  test('declared as stopped never starts', async () => {
    const { options, history } = hosting();
    await hosted(record('stopped'), options).stop();
    expect(history).toEqual(['shop.job STOPPED 0', 'shop.job STOPPED 0'].slice(0, history.length));
    expect(history).not.toContain('shop.job STARTING 0');
  });
});

describe('the supervisor', () => {
  function supervised() {
    const host = hosting();
    const supervisor = new Supervisor(host.options);
    jobs.push({ stop: () => supervisor.reconcile(new Map()) });
    const declare = (...records: readonly JobRecord[]) =>
      supervisor.reconcile(new Map(records.map((one) => [one.name, one])));
    return { ...host, supervisor, declare };
  }
  const pids = ({ jobs: running }: Supervisor) => running.map((job) => job.status('here').metrics.pid);

  test('leaves a job alone that is declared as before, and replaces one whose spec changed', async () => {
    const { supervisor, declare, until } = supervised();
    await declare(record('running'));
    await until('shop.job RUNNING 0');
    const [first] = pids(supervisor);
    await declare(record('running'));
    expect(pids(supervisor)).toEqual([first]);
    await declare(record('running', 'two'));
    await until('shop.job RUNNING 0', 2);
    expect(pids(supervisor)).not.toEqual([first]);
    expect(isAlive(first ?? 0)).toBe(false);
  });

  test('stops what is declared as stopped, and forgets what is declared no more', async () => {
    const { supervisor, declare, until } = supervised();
    await declare(record('running'), record('running', 'one', 'shop.other'));
    await until('shop.job RUNNING 0');
    await until('shop.other RUNNING 0');
    const before = pids(supervisor);
    await declare(record('stopped'));
    expect(supervisor.jobs.map((job) => job.status('here').state)).toEqual(['STOPPED']);
    expect(before.map((pid) => isAlive(pid ?? 0))).toEqual([false, false]);
  });

  test('works off declarations one after the other: two at once start nothing twice', async () => {
    const { supervisor, declare, until, history } = supervised();
    await Promise.all([declare(record('running')), declare(record('running'))]);
    await until('shop.job RUNNING 0');
    expect(supervisor.jobs).toHaveLength(1);
    expect(history.filter((line) => line === 'shop.job STARTING 0')).toHaveLength(1);
  });
});
