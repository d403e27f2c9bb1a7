import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openClients } from '../../src/clients/clients.ts';
import { readTopics, setTopicConfig } from '../../src/clients/kafka/topic-settings.ts';
import { readJobs } from '../../src/jobs/registry/jobs.ts';
import { carryOut } from '../../src/pipeline/apply/carry-out.ts';
import { complete } from '../../src/verbs/completion/complete.ts';
import { refresh } from '../../src/verbs/completion/refresh.ts';
import { askConnect, linePipeline } from './apply-fixtures.ts';
import { eventually, newDirectory, run, testCluster, testContext, uniqueName } from './harness.ts';

const linesIn = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;
const linesReach = (file: string, count: number) =>
  eventually(`${count} lines in ${file}`, async () => (linesIn(file) === count ? true : undefined));

describe('deleting', () => {
  test('keeps topics, offsets and groups, says so, and what is declared again goes on from there', async () => {
    const { name, yaml, input, copy, topic } = linePipeline(uniqueName('again'), 10);
    await run(['apply', yaml]);
    await linesReach(copy, 10);
    await run(['stop', `${name}.writer`]);
    const refused = await run(['delete', name]);
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--yes') });
    const deleted = await run(['delete', name, '--yes']);
    expect(deleted.stderr).toContain(`topic ${topic}`);
    expect(deleted.stderr).toContain(`consumer group connect-${name}.writer`);
    expect(deleted.stderr).toContain('goes on where this one stopped');
    expect((await askConnect(`/connectors/${name}.writer`)).status).toBe(404);

    writeFileSync(input, `${readFileSync(input, 'utf8')}one more\n`);
    await run(['apply', yaml]);
    await linesReach(copy, 11);

    const purged = await run(['delete', name, '--purge', '--yes', '-o', 'json']);
    expect(JSON.parse(purged.stdout)).toMatchObject({
      deleted: [{ name: `${name}.reader` }, { name: `${name}.writer` }],
      purged: { topics: [topic], groups: [`connect-${name}.writer`], sources: [`${name}.reader`] },
    });
    await run(['apply', yaml]);
    await linesReach(copy, 22);
    await run(['delete', name, '--purge', '--yes']);
  });

  test('never purges a topic that somebody else reads', async () => {
    const { name, yaml, topic, directory } = linePipeline(uniqueName('shared'), 3);
    const reader = linePipeline(uniqueName('reader'), 3);
    const other = join(directory, 'other.yaml');
    writeFileSync(
      other,
      readFileSync(reader.yaml, 'utf8')
        .replaceAll(reader.topic, topic)
        .replace(`topics:\n  ${topic}: { partitions: 1 }\n`, ''),
    );
    await run(['apply', yaml]);
    await run(['apply', other]);
    const purged = JSON.parse((await run(['delete', name, '--purge', '--yes', '-o', 'json'])).stdout);
    expect(purged.purged.topics).toEqual([]);
    expect((await run(['topics', 'describe', topic])).exitCode).toBe(0);
    await run(['delete', reader.name, '--purge', '--yes']);
  });
});

test('a plan file is carried out once, by its owner, and not when the world moved', async () => {
  const { name, yaml, directory } = linePipeline(uniqueName('kept'));
  const file = join(directory, 'today.plan');
  expect((await run(['plan', yaml, '--out', file, '--detailed-exitcode'])).exitCode).toBe(2);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const edited = join(directory, 'edited.plan');
  writeFileSync(edited, readFileSync(file, 'utf8').replace('copy.txt', 'other.txt'));
  expect(await run(['apply', edited])).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('edited') });
  const applied = await run(['apply', file, '-o', 'json']);
  expect(JSON.parse(applied.stdout)).toMatchObject({ summary: { add: 3, change: 0, destroy: 0 } });
  expect(await run(['apply', file])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('The cluster has changed since this plan was made'),
  });
  await run(['delete', name, '--purge', '--yes']);
});

test('a connector that somebody deleted by hand is made again, one changed by hand is told and put back', async () => {
  const { name, yaml } = linePipeline(uniqueName('hands'));
  await run(['apply', yaml, '--no-wait']);
  await askConnect(`/connectors/${name}.reader`, 'DELETE');
  const config = JSON.parse((await askConnect(`/connectors/${name}.writer/config`)).body);
  await askConnect(`/connectors/${name}.writer/config`, 'PUT', { ...config, file: '/elsewhere' });
  await eventually('the deletion', async () =>
    (await askConnect(`/connectors/${name}.reader`)).status === 404 ? true : undefined,
  );
  const plan = await run(['plan', yaml]);
  expect(plan.stdout).toContain(`! ${name}.writer was changed by hand since the last apply`);
  expect(plan.stdout).toContain(`+ source ${name}.reader`);
  expect(plan.stdout).toContain('Plan: 1 to add, 1 to change, 0 to destroy.');
  expect(plan.stdout).not.toContain('\x1b');
  await run(['apply', yaml]);
  expect((await run(['plan', yaml, '--detailed-exitcode'])).exitCode).toBe(0);
  await run(['delete', name, '--purge', '--yes']);
});

test('what is known to fail is refused before the first write, at its place in the file', async () => {
  const { name, yaml } = linePipeline(uniqueName('wrong'), 1, {
    sink: '    tasks: 1\n    extra: { errors.retry.timeout: soon }',
  });
  const invalid = await run(['apply', yaml]);
  expect(invalid.exitCode).toBe(1);
  expect(invalid.stderr).toMatch(
    /pipeline\.yaml:\d+:\d+ error .*Invalid value soon for configuration errors\.retry\.timeout/,
  );
  writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('FileStreamSink', 'FileStreemSink').replace('soon', '5'));
  const unknown = await run(['apply', yaml]);
  expect(unknown.exitCode).toBe(1);
  expect(unknown.stderr).toContain('Did you mean org.apache.kafka.connect.file.FileStreamSinkConnector?');
  expect((await run(['topics', 'describe', `${name}-lines`])).exitCode).toBe(64);
});

test('what is exported validates, and applied again under its name it changes nothing', async () => {
  const { name, yaml, directory } = linePipeline(uniqueName('found'));
  await run(['apply', yaml]);
  const exported = await run(['export', name]);
  expect(exported.exitCode).toBe(0);
  const file = join(directory, 'exported.yaml');
  writeFileSync(file, exported.stdout);
  expect(await run(['validate', file])).toMatchObject({ exitCode: 0 });
  const plan = await run(['plan', file]);
  expect(plan.stdout).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
  await run(['delete', name, '--purge', '--yes']);
});

test('several pipelines are exported as a document each, or as files that together change nothing', async () => {
  const [one, other] = [linePipeline(uniqueName('one')), linePipeline(uniqueName('two'))];
  await run(['apply', one.yaml, other.yaml]);
  const names = [one.name, other.name];
  const text = await run(['export', ...names]);
  expect(text.exitCode, text.stderr).toBe(0);
  expect(text.stdout.split('---\n').map((part) => /^pipeline: (.*)$/m.exec(part)?.[1])).toEqual(names);
  const json: { pipeline: string; yaml: string }[] = JSON.parse((await run(['export', ...names, '-o', 'json'])).stdout);
  expect(json.map(({ yaml }) => yaml).join('---\n')).toBe(text.stdout);
  const directory = newDirectory();
  const written = await run(['export', ...names, '--directory', 'found'], { directory });
  expect(written.stdout).toBe(names.map((name) => `found/${name}.yaml\n`).join(''));
  const plan = await run(['plan', 'found'], { directory });
  expect(plan.stdout).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
  const again = await run(['export', ...names, '--directory', 'found'], { directory });
  expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('is there already') });
  await run(['delete', ...names, '--purge', '--yes']);
});

test('completion knows the names of the cluster that was asked last', async () => {
  const { name, yaml, directory } = linePipeline(uniqueName('known'));
  await run(['apply', yaml]);
  const context = testContext({ directory });
  await refresh('embedded', context);
  const nobody = () => expect.unreachable('the names are fresh');
  const proposed = (...words: string[]) => complete(words, context, Date.now(), nobody);
  expect(await proposed('status', name)).toBe(`${name}\n${name}.reader\n${name}.writer\n`);
  expect(await proposed('verify', '--sink', name)).toBe(`${name}.writer\n`);
  expect(await proposed('consume', name)).toBe(`${name}-lines\n`);
  await run(['delete', name, '--purge', '--yes']);
});

test('states are asked for by name, pipeline or glob, and a wrong name changes nothing', async () => {
  const { name, yaml } = linePipeline(uniqueName('states'));
  await run(['apply', yaml]);
  const wrong = await run(['pause', `${name}.reader`, `${name}.writter`]);
  expect(wrong).toMatchObject({ exitCode: 64, stderr: expect.stringContaining(`Did you mean ${name}.writer?`) });
  const state = async () => {
    const { connectors } = JSON.parse((await run(['status', name, '-o', 'json'])).stdout);
    return connectors.map((one: { condition: string }) => one.condition);
  };
  expect(await state()).toEqual(['running', 'running']);
  await run(['pause', `${name}.*`]);
  expect(await state()).toEqual(['paused', 'paused']);
  const reset = await run(['offsets', 'reset', `${name}.writer`, '--yes']);
  expect(reset).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`pipeline stop ${name}.writer`) });
  await run(['resume', name]);
  expect(await state()).toEqual(['running', 'running']);
  expect(await run(['restart', name, '--failed'])).toMatchObject({ exitCode: 0, stdout: '' });
  await run(['delete', name, '--purge', '--yes']);
});

describe('what is no connector', () => {
  const clientsOfTest = () => {
    const context = testContext();
    return { context, clients: openClients(testCluster().addresses, context, false) };
  };

  test('a job is declared, read back and ended in the topic of jobs', async () => {
    const { context, clients } = clientsOfTest();
    const name = `${uniqueName('job')}.recommender`;
    const [pipeline = ''] = name.split('.');
    const hands = { clients, ...context, replication: 1 };
    const record = {
      version: 1,
      name,
      pipeline,
      kind: 'nothing',
      state: 'stopped',
      digest: 'd',
      spec: { top: 5 },
    } as const;
    const change = { kind: 'job', name, pipeline, keys: [] } as const;
    await carryOut({ ...change, action: 'create', record }, hands);
    expect(await readJobs(await clients.records())).toContainEqual(record);
    await carryOut({ ...change, action: 'delete' }, hands);
    expect((await readJobs(await clients.records())).map((job) => job.name)).not.toContain(name);
    await clients.close();
  });

  test("is in no verb's way half-way: what one of several cannot do is refused before any is touched", async () => {
    const { context, clients } = clientsOfTest();
    const { name, yaml } = linePipeline(uniqueName('mixed'));
    await run(['apply', yaml]);
    const hands = { clients, ...context, replication: 1 };
    const change = { kind: 'job', name: `${name}.job`, pipeline: name, keys: [] } as const;
    const of = { version: 1, name: `${name}.job`, pipeline: name, kind: 'nothing', digest: 'd', spec: {} } as const;
    await carryOut({ ...change, action: 'create', record: { ...of, state: 'stopped' } }, hands);
    for (const verb of ['pause', 'restart']) {
      const refused = await run([verb, name]);
      expect(refused).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('; nothing was ') });
    }
    const { connectors } = JSON.parse((await run(['status', name, '-o', 'json'])).stdout);
    expect(connectors.map((one: { condition: string }) => one.condition)).toEqual(['running', 'running']);
    await carryOut({ ...change, action: 'delete' }, hands);
    await clients.close();
    await run(['delete', name, '--purge', '--yes']);
  });

  test('setting one setting of a topic keeps the others, growing keeps its records', async () => {
    const { context, clients } = clientsOfTest();
    const name = uniqueName('grown');
    const hands = { clients, ...context, replication: 1 };
    const change = { kind: 'topic', name, pipeline: 'p', keys: [], replication: 1 } as const;
    await carryOut({ ...change, action: 'create', partitions: 1, config: { 'cleanup.policy': 'compact' } }, hands);
    await carryOut({ ...change, action: 'update', partitions: 3, config: { 'retention.ms': '7000' } }, hands);
    const admin = await clients.admin();
    const [topic] = await readTopics(admin, [name]);
    expect(topic).toMatchObject({ partitions: 3, config: { 'cleanup.policy': 'compact', 'retention.ms': '7000' } });
    await setTopicConfig(admin, name, { 'retention.ms': '8000' });
    expect((await readTopics(admin, [name]))[0]?.config).toMatchObject({
      'cleanup.policy': 'compact',
      'retention.ms': '8000',
    });
    await admin.deleteTopics({ topics: [name] });
    await clients.close();
  });
});
