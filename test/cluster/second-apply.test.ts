import type { Admin } from 'kafkajs';
import { expect, test } from 'vitest';
import { type Clients, openClients } from '../../src/clients/clients.ts';
import { apply } from '../../src/pipeline/apply/apply.ts';
import { readLive } from '../../src/pipeline/apply/read-live.ts';
import { settle } from '../../src/pipeline/apply/settle.ts';
import { compile } from '../../src/pipeline/compile/compile.ts';
import { loadPipelines } from '../../src/pipeline/compile/load.ts';
import { makePlan } from '../../src/pipeline/plan/make-plan.ts';
import { manySources, recordingProxy } from './apply-fixtures.ts';
import { run, testCluster, testContext, uniqueName } from './harness.ts';

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
  const { addresses } = testCluster();
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
  // As the verb does: what was just written is not at once what is read.
  await settle(clients, plan.scope, { clock, signal, timeout: 60_000, looks: 1, onWait: () => undefined });
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
    'GET /connectors?expand=info',
    'GET /connectors?expand=info',
    'GET /connectors?expand=status',
    'GET /connectors?expand=status',
    'GET /health',
  ]);
  expect(second.answers.join('')).not.toContain('canary-many');
  await run(['delete', name, '--yes']);
});
