import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { member } from '../../src/base/values.ts';
import { kafkaClient, kafkaConfig } from '../../src/clients/kafka/client.ts';
import { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { TopicWriter } from '../../src/clients/kafka/writer.ts';
import { readJobs } from '../../src/jobs/registry/jobs.ts';
import type { StatisticsReport } from '../../src/statistics/audit/report.ts';
import { type DeployedState, deployedStates } from '../../src/statistics/deployed.ts';
import { statisticsSpec } from '../../src/statistics/spec.ts';
import { recordsOfState } from '../../src/streams/stored-state.ts';
import type { Proof } from '../../src/verify/proof.ts';
import { cli, eventually, newDirectory, run, testCluster, testContext, uniqueName } from './harness.ts';
import { withPage } from './page-json.ts';

const [name, topic] = [uniqueName('compte'), uniqueName('achats')];
const job = `${name}.statistics`;
const file = join(newDirectory(), 'statistics.yaml');
const kafka = new RawKafka(kafkaConfig(testCluster().addresses, testContext()));
const children: ChildProcess[] = [];

const yaml = `pipeline: ${name}
events:
  evenement:
    by: type
    fields: { user: string }
    types: { achat: { price: { type: number, decimals: 2 } }, connexion: {}, deconnexion: {} }
    aliases: { déconnexion: deconnexion }
topics: { ${topic}: { event: evenement, key: user, partitions: 4 } }
statistics: { caisse: { from: ${topic}, count: [type, user], sum: { sales: { of: price, type: achat, unit: € } }, block: 5, show: { achat: "{price} € by {user}" } } }
`;

/** `count` events of 20 users, every tenth of them broken, every fifth a déconnexion, the others purchases. */
const events = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const user = `user${n % 20}`;
    if (n % 10 === 3) return `${JSON.stringify({ user, type: 'achat', price: 'cher' })}\n`;
    if (n % 5 === 0) return `${JSON.stringify({ user, type: 'déconnexion' })}\n`;
    return `{"user":"${user}","type":"achat","price":${n % 100}.10}\n`;
  }).join('');

const produce = (count: number) => run(['produce', topic, '--key', 'user'], { input: events(count) });

/** What is stored by now, as soon as it covers `records`. */
const covering = (records: number): Promise<readonly DeployedState[]> =>
  eventually(`a stored state of ${records} records`, async () => {
    const record = (await readJobs(kafka)).find((one) => one.name === job);
    const states = await deployedStates(kafka, job, statisticsSpec(job, record?.spec));
    const counted = states.reduce((sum, state) => sum + state.records, 0);
    if (counted !== records) throw new Error(`${counted} are counted`);
    return states;
  });

async function verified(): Promise<{ readonly exitCode: number; readonly proof: Proof }> {
  const { exitCode, stdout } = await run(['verify', file, '-o', 'json']);
  return { exitCode, proof: JSON.parse(stdout) };
}

const total = (proof: Proof, of: 'records' | 'stored' | 'changed' | 'lag') =>
  proof.sinks.flatMap(({ partitions }) => partitions).reduce((sum, partition) => sum + partition[of], 0);

beforeAll(async () => {
  writeFileSync(file, yaml);
  await kafka.connect();
  expect((await run(['apply', file, '--yes'])).exitCode).toBe(0);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  const { stderr } = await run(['delete', name, '--purge', '--yes']);
  expect((await run(['topics', 'list'])).stdout).not.toContain(`${job}.state`);
  expect(stderr).not.toContain('error');
  await kafka.close();
});

test('every number is proven, and broken events are among them', async () => {
  await produce(300);
  const states = await covering(300);
  const broken = states.map(({ tables }) => tables.get('caisse')?.broken.get('price is no number') ?? 0);
  expect(broken.reduce((sum, count) => sum + count, 0)).toBe(30);
  const { exitCode, proof } = await verified();
  expect([exitCode, proof.ok, total(proof, 'records'), total(proof, 'stored')]).toEqual([0, true, 300, 300]);
});

test('the page shows the same numbers, who counts which partitions, and how far its group is', async () => {
  await withPage([file], async (ask) => {
    const [table] = JSON.parse((await run(['statistics', name, '--file', file, '-o', 'json'])).stdout).tables;
    const jobs = await ask('statistics');
    expect(jobs).toContainEqual(expect.objectContaining({ name: job }));
    const shown = Array.isArray(jobs) ? jobs.find((one) => one.name === job).tables[0] : undefined;
    expect(shown).toMatchObject({ events: table.events, broken: [{ reason: 'price is no number', records: 30 }] });
    expect(shown.sums).toEqual([{ name: 'sales', ...table.sums.sales }]);
    expect(await ask(`jobs/${job}`)).toMatchObject({
      reads: [topic],
      members: [{ partitions: [0, 1, 2, 3].map((partition) => `${topic}-${partition}`) }],
    });
    const consumers = await eventually('the group on the page of the topic', async () => {
      const found = member(await ask(`topics/${topic}/consumers`), 'groups');
      return Array.isArray(found) && found.length > 0 ? found : undefined;
    });
    expect(consumers).toMatchObject([{ owner: { role: 'job', name: job }, members: [{ partitions: [0, 1, 2, 3] }] }]);
    const overview = await ask('overview');
    expect(overview).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ name: job })]) });
  });
});

test('statistics counts again what is there, and fails for what is expected and is not', async () => {
  const right = await run(['statistics', name, '--file', file, '--expect', '300', '-o', 'json']);
  expect(right.exitCode).toBe(0);
  const report: StatisticsReport = JSON.parse(right.stdout);
  const [table] = report.tables;
  expect(table?.broken).toEqual({ 'price is no number': 30 });
  expect(table?.counts.type?.values).toEqual({ achat: 210, deconnexion: 60 });
  // 70 of a hundred are purchases of n.10, n being none that ends with 0, 3 or 5.
  const hundred = Array.from({ length: 100 }, (_, n) => n).filter((n) => n % 10 !== 3 && n % 5 !== 0);
  const cents = 3 * hundred.reduce((sum, n) => sum + n * 100 + 10, 0);
  expect(table?.sums.sales).toEqual({ total: String(cents / 100), events: 210, unit: '€', decimals: 2 });
  expect(report.deployed.map(({ records, counted }) => records === counted)).toEqual([true, true, true, true]);
  const wrong = await run(['statistics', topic, '--file', file, '--expect', '301']);
  expect([wrong.exitCode, wrong.stdout.includes('301 records were expected, 300 are there')]).toEqual([3, true]);
});

test('export writes the section with its topic and event: what validates, and applied again changes nothing', async () => {
  const exported = await run(['export', name]);
  expect(exported.exitCode, exported.stderr).toBe(0);
  expect(exported.stderr).toContain('does not know `checks:`');
  const again = join(newDirectory(), 'exported.yaml');
  writeFileSync(again, exported.stdout);
  const plan = await run(['plan', again]);
  expect(plan.stdout, plan.stderr).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
});

test('a process that is killed is started again, and nothing is counted twice or left out', async () => {
  await produce(200);
  await eventually('its process to be killed', async () => killHosted() || undefined);
  await produce(100);
  await covering(600);
  expect((await verified()).exitCode).toBe(0);
});

test('a second host takes half of the partitions, and their numbers add up; what it leaves goes on', async () => {
  const second = start();
  await eventually('two members with two partitions each', async () => {
    const { stdout } = await run(['status', name, '-o', 'json']);
    return JSON.parse(stdout).jobs[0]?.metrics.partitions === 2 ? true : undefined;
  });
  await produce(200);
  await covering(800);
  expect((await verified()).exitCode).toBe(0);
  const ended = once(second, 'exit');
  second.kill('SIGTERM');
  await ended;
  await produce(100);
  await covering(900);
  expect((await verified()).exitCode).toBe(0);
});

test('a state that is lost is counted again from the beginning', async () => {
  await run(['topics', 'delete', `${job}.state`, '--yes']);
  await produce(100);
  await covering(1_000);
  const { exitCode, proof } = await verified();
  expect([exitCode, total(proof, 'stored')]).toEqual([0, 1_000]);
});

test('a number that was changed is found, by its name and both values', async () => {
  await run(['stop', job]);
  const [state] = await covering(1_000);
  if (state === undefined) throw new Error('no state');
  const counted = JSON.parse(state.bytes.toString());
  counted.caisse.all[2][0][0] = '0.05';
  const bytes = Buffer.from(JSON.stringify(counted));
  const writer = await TopicWriter.open(kafkaClient(testCluster().addresses, testContext()), `${job}.state`, 1);
  for (const slot of [0, 1] as const) await writer.write(recordsOfState({ ...state, bytes }, slot, `lie ${slot}`));
  await writer.close();
  const { exitCode, proof } = await verified();
  expect([exitCode, total(proof, 'changed')]).toEqual([3, 1]);
  const lie = /caisse: sum sales is 0\.05; counted again it is [\d.]+$/m;
  expect(proof.sinks[0]?.findings[0]?.message).toMatch(lie);
  const again = await run(['statistics', topic, '--file', file]);
  expect(again.exitCode).toBe(3);
  expect(again.stdout).toMatch(lie);
});

test('watch shows events by their templates and the numbers of those that were asked for', async () => {
  const asked = ['--file', file, '--from-beginning', '--type', 'achat', '--where', 'price>=98'];
  const { stdout, exitCode } = await run(['watch', topic, ...asked, '--max', '7']);
  expect(exitCode).toBe(0);
  const lines = stdout.split('\n');
  expect(lines.filter((line) => /^(98|99)\.10 € by user\d+$/.test(line))).toHaveLength(7);
  expect(stdout).toMatch(/caisse \(.*\): 5 events\n {2}sales +4\d\d\.\d+ € {2}in 5 events\n/);
  expect(stdout).toMatch(/caisse \(.*\): 7 events\n/);
});

test('watch and statistics tell what is wrong before they read', async () => {
  expect((await run(['watch', `${topic}s`, '--file', file])).stderr).toContain(`Did you mean ${topic}?`);
  expect((await run(['watch', topic, '--where', 'price>cher', '--file', file])).exitCode).toBe(64);
});

function killHosted(): boolean {
  const found = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .find((line) => line.includes(`jobs host ${job} `));
  if (found === undefined) return false;
  process.kill(Number.parseInt(found, 10), 'SIGKILL');
  return true;
}

/** One more process that counts, beside the one that the cluster's host runs. */
function start(): ChildProcess {
  const [command, ...parameters] = cli(['jobs', 'host', job]);
  const environment = { ...process.env, PIPELINE_HOME: testCluster().home, PIPELINE_ANY_PORTS: '1' };
  const child = spawn(command, parameters, { env: environment, stdio: 'ignore' });
  children.push(child);
  return child;
}
