import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groupOf } from '../../src/streams/names.ts';
import { Fleet } from '../faults/fleet.ts';
import { nightly } from './environment.ts';
import { cli, eventually, newDirectory, run, testCluster, uniqueName } from './harness.ts';
import { withPage } from './page-json.ts';

const name = uniqueName('alarm');
const job = `${name}.alerts`;
const secret = name.toUpperCase().replaceAll('-', '_');
const canary = `value-of-${name}`;
const [events, told] = [`${name}-events`, `${name}-told`];
const yaml = `
pipeline: ${name}
events:
  event:
    by: kind
    timezone: Europe/Paris
    fields: { user: string, at: { type: string, format: local-date-time } }
    types: { buy: { price: { type: number, decimals: 2 } }, login: {} }
    aliases: { entry: login }
topics:
  ${events}: { event: event, key: user, partitions: 3 }
alerts:
  expensive: { from: ${events}, type: buy, where: { price: { exclusiveMinimum: 500 } }, to: ${told} }
  logins: { from: ${events}, type: login, per: user, count: 3, within: 1m, to: ${told} }
  quiet: { from: ${events}, absent: 4s, to: ${told} }
  never: { from: ${events}, type: buy, where: { price: { exclusiveMinimum: 1e6 } }, to: ${told} }
notify:
  team: { alerts: [expensive], webhook: "\${secret:${secret}}", atMost: 20/s }
`;
const kafka = new kafkajs.Kafka({
  brokers: [testCluster().addresses.kafka.bootstrapServers],
  logLevel: kafkajs.logLevel.NOTHING,
});
const [producer, admin] = [kafka.producer(), kafka.admin()];
const fleet = new Fleet(job, ['jobs', 'host']);
const file = join(newDirectory(), 'alarm.yaml');
let made = 0;

/** Event `n`, a second after the one before: user `n % 5`, every third one a login. */
function event(n: number) {
  const at = new Date(Date.UTC(2025, 0, 1) + n * 1_000).toISOString().slice(0, 19);
  const user = `user${n % 5}`;
  const kind = n % 3 === 0 ? (n % 2 === 0 ? 'login' : 'entry') : 'buy';
  const price = kind === 'buy' ? `,"price":${['499.98', '499.99', '500.00', '500.01', '500.02'][n % 5]}` : '';
  return { key: user, value: `{"kind":"${kind}","user":"${user}","at":"${at}"${price}}` };
}

async function produce(count: number): Promise<void> {
  const messages = Array.from({ length: count }, (_, index) => event(made + index));
  await producer.send({ topic: events, messages });
  made += count;
}

/** What the events so far must have told, counted by how they are made. */
function due() {
  const all = Array.from({ length: made }, (_, n) => n);
  const logins = all.filter((n) => n % 3 === 0).map((n) => n % 5);
  return {
    expensive: all.filter((n) => n % 3 !== 0 && n % 5 >= 3).length,
    logins: [0, 1, 2, 3, 4].reduce((sum, user) => sum + Math.floor(logins.filter((one) => one === user).length / 3), 0),
    never: 0,
  };
}

interface Proof {
  readonly ok: boolean;
  readonly sources: readonly { readonly lag: number; readonly records: number }[];
  readonly rules: readonly { readonly rule: string; readonly found: number; readonly expected: number }[];
  readonly findings: readonly { readonly kind: string; readonly failure: boolean; readonly rule?: string }[];
}

async function verify(wait = '90s'): Promise<Proof & { readonly exitCode: number }> {
  const { stdout, stderr, exitCode } = await run(['alerts', 'verify', name, '--wait', wait, '-o', 'json']);
  if (stdout === '') throw new Error(stderr);
  const [proof]: readonly Proof[] = JSON.parse(stdout);
  if (proof === undefined) throw new Error('no proof');
  return { ...proof, exitCode };
}

/** Everything is as a plain computation over the topic has it, and as the events were made. */
async function expectEqual(): Promise<void> {
  const { exitCode, sources, rules, findings } = await verify();
  expect([exitCode, findings.filter(({ failure }) => failure)], fleet.said).toEqual([0, []]);
  expect(sources.reduce((sum, { records, lag }) => sum + records - lag, 0)).toBe(made);
  const found = rules.filter(({ rule }) => rule !== 'quiet').map((one) => [one.rule, one.found]);
  expect(Object.fromEntries(found)).toEqual(due());
}

/** A webhook that does not answer well at first. */
const posts: { readonly key?: string; readonly body: string }[] = [];
let asked = 0;
const webhook = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const isTaken = ++asked > 2 && request.url === `/${canary}`;
  const key = request.headers['idempotency-key'];
  if (isTaken) posts.push({ body, ...(typeof key === 'string' && { key }) });
  response.writeHead(isTaken ? 200 : 503).end();
});

/** The port on which `webhook` listens. */
async function listening(): Promise<number> {
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  const address = webhook.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

beforeAll(async () => {
  const address = `http://127.0.0.1:${await listening()}/${canary}`;
  expect((await run(['secret', 'set', secret], { input: `${address}\n` })).exitCode).toBe(0);
  writeFileSync(file, yaml);
  const applied = await run(['apply', file]);
  expect(applied.exitCode, applied.stderr).toBe(0);
  await Promise.all([producer.connect(), admin.connect()]);
  await produce(600);
});

afterAll(async () => {
  await fleet.end();
  await run(['delete', name, '--purge', '--yes']);
  await Promise.all([producer.disconnect(), admin.disconnect()]);
  webhook.close();
});

test('alerts are those that a plain computation over the topic makes, and a rule that never fired is told', async () => {
  await expectEqual();
  const { findings } = await verify();
  expect(findings.map(({ kind, rule }) => `${kind} ${rule}`)).toContain('never-matched never');
  const { stdout, stderr } = await run(['alerts', name, '--rule', 'logins']);
  expect(stdout.split('\n').filter((line) => line.includes('3 × login of user'))).toHaveLength(due().logins);
  expect(stderr).toContain(`logins ${due().logins}`);
  const never = await run(['alerts', name, '--rule', 'never', '-o', 'json']);
  expect([never.stdout, (await run(['alerts', name, '--rule', 'never'])).stderr]).toEqual([
    '',
    'never has never fired\n',
  ]);
});

test('the page shows the rules with their numbers, and the newest alerts as the verb tells them', async () => {
  const told = (await run(['alerts', name, '--rule', 'logins', '-o', 'json'])).stdout.trimEnd().split('\n');
  await withPage([file], async (ask) => {
    const page = await ask('alerts?rule=logins');
    const rules = ['expensive', 'logins', 'quiet', 'never'].map((rule) => ({ job, name: rule, from: events }));
    expect(page).toMatchObject({ rules: expect.arrayContaining(rules.map((rule) => expect.objectContaining(rule))) });
    const alerts = JSON.parse(JSON.stringify(page)).alerts.filter(({ topic }: { topic: string }) => topic === events);
    const newest = told.map((line) => JSON.parse(line)).slice(-alerts.length);
    expect(alerts.map(({ value }: { value: string }) => JSON.parse(value)).reverse()).toEqual(newest);
    expect(alerts.every(({ words }: { words: string }) => words.startsWith('3 × login of user'))).toBe(true);
  });
});

test('each alert is posted, alone or in a summary, whatever the webhook answers at first; its address stays secret', async () => {
  await eventually(
    'all alerts at the webhook',
    async () => {
      const alone = posts.filter(({ body }) => JSON.parse(body).alert !== undefined);
      const held = posts.flatMap(({ body }): number[] => JSON.parse(body).heldBack?.count ?? []);
      return alone.length + held.reduce((sum, count) => sum + count, 0) === due().expensive ? true : undefined;
    },
    60,
  );
  const [first] = posts;
  const { text, key, alert } = JSON.parse(first?.body ?? '');
  expect(text).toMatch(/^expensive: buy: user user\d, price 500.0\d \(/);
  expect([key, encodeURI(key)]).toEqual([
    `${events}-${alert.trigger.partition}@${alert.trigger.offset}/expensive`,
    first?.key,
  ]);
  const said = await Promise.all(
    [
      ['jobs', 'status', `${name}.notify`],
      ['status', `${name}.notify`, '-o', 'json'],
      ['logs', `${name}.notify`],
    ].map((args) => run(args)),
  );
  said.push(
    await run(['consume', '_pipeline.jobs', '--from-beginning', '--exit']),
    await run(['plan', file, '-o', 'json']),
  );
  const everything = said.flatMap(({ stdout, stderr }) => [stdout, stderr]).join('');
  expect(everything).toContain(secret);
  expect(everything).not.toContain(canary);
});

test('Prometheus finds the alerts by rule, beside the health of everything', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const at = free.address();
  const address = `127.0.0.1:${typeof at === 'object' ? at?.port : 0}`;
  await new Promise((resolve) => free.close(resolve));
  const [command, ...parameters] = cli(['supervise', '--metrics', address]);
  const environment = { ...process.env, PIPELINE_HOME: testCluster().home, PIPELINE_ANY_PORTS: '1' };
  const child = spawn(command, parameters, { env: environment, stdio: 'ignore' });
  try {
    const labels = `job="${job}",pipeline="${name}",kind="alerts"`;
    await eventually(
      'the alerts of a rule',
      async () => {
        const text = await fetch(`http://${address}/metrics`)
          .then((response) => response.text())
          .catch(() => '');
        const wanted = `pipeline_alerts_total{${labels},rule="expensive"} ${due().expensive}`;
        return text.includes(wanted) && text.includes(`pipeline_job_healthy{${labels}} 1`) ? true : undefined;
      },
      60,
    );
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
});

test('a lie about an alert is found and named, each kind as what it is', async () => {
  const { stdout } = await run(['alerts', name, '--rule', 'expensive', '--max', '1', '-o', 'json']);
  const { trigger, definition } = JSON.parse(stdout);
  const key = `${events}-${trigger.partition}@${trigger.offset}/expensive`;
  const write = (at: string, value: string | null) => producer.send({ topic: told, messages: [{ key: at, value }] });
  const kinds = async () =>
    (await verify('1s')).findings.filter(({ failure }) => failure).map(({ kind, rule }) => `${kind} ${rule}`);
  await write(key, stdout.trim().replace('"user":', '"User":'));
  expect(await kinds()).toEqual(['different expensive']);
  expect((await run(['verify', file, '--wait', '1s'])).exitCode).toBe(3);
  await write(key, null);
  expect(await kinds()).toEqual(['missing expensive']);
  await write(key, stdout.trim());
  const login = JSON.parse((await run(['alerts', name, '--rule', 'logins', '--max', '1', '-o', 'json'])).stdout);
  const never = `${events}-${login.trigger.partition}@${login.trigger.offset}/expensive`;
  await write(never, JSON.stringify({ ...login, rule: 'expensive', definition }));
  expect(await kinds()).toEqual(['extra expensive']);
  const forged = { ...login, rule: 'expensive', definition: '000000000000', trigger: { ...login.trigger, event: {} } };
  await write(never, JSON.stringify(forged));
  expect(await kinds()).toEqual(['extra expensive']);
  await write(never, '{"hello":1}');
  expect(await kinds()).toEqual(['no-alert undefined']);
  await write(never, null);
  expect((await run(['verify', file])).exitCode).toBe(0);
  await expectEqual();
});

test('a process whose work another one does says so, and takes over from it', async () => {
  const telling = new Fleet(`${name}.notify`, ['jobs', 'host']);
  const [first = 0] = telling.pids;
  telling.start();
  await eventually('a second member', async () => {
    const [group] = (await admin.describeGroups([groupOf(`${name}.notify`)])).groups;
    return group?.members.length === 2 || undefined;
  });
  await telling.kill(first);
  const waits = async () => (await run(['jobs', 'list'])).stdout.includes('another process does its work');
  await eventually('the one that is started again waits', async () => (await waits()) || undefined);
  await telling.end();
  await eventually('it works again', async () => !(await waits()) || undefined);
});

test('a second host, kill -9, a stop past the session and a lost state change no alert', async () => {
  for (let round = 0; round < (nightly ? 10 : 1); round++) {
    fleet.start();
    await eventually('two processes', async () => (fleet.pids.length === 2 ? true : undefined), 60);
    await produce(700);
    for (const pid of fleet.pids) await fleet.kill(pid);
    await produce(700);
    await eventually('two processes again', async () => (fleet.pids.length === 2 ? true : undefined), 60);
    const [frozen = 0] = fleet.pids;
    await Promise.all([fleet.freeze(frozen), produce(700)]);
    await produce(30);
    await expectEqual();
    await fleet.end();
    await run(['stop', job]);
    await eventually('no process', async () => (fleet.pids.length === 0 ? true : undefined), 60);
    await admin.deleteTopics({ topics: [`${job}.state`] });
    await produce(100);
    await run(['resume', job]);
    await expectEqual();
  }
});
