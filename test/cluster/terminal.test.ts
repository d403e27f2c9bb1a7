import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openClients } from '../../src/clients/clients.ts';
import { exclusively } from '../../src/pipeline/apply/exclusively.ts';
import { homeOf } from '../../src/target/home.ts';
import { readRecord } from '../../src/target/record.ts';
import { linePipeline } from './apply-fixtures.ts';
import { eventually, newDirectory, run, testCluster, testContext, uniqueName } from './harness.ts';
import { CTRL_C, CTRL_D, closeTerminals, onTerminal } from './terminal.ts';

const widths = [80, 200];
/** What somebody who pressed Ctrl-C must not read. */
const scary = /error|unsettled|mistake|exception|warning|^ +at /i;

const name = uniqueName('seen');
const topic = `${name}-lines`;
const file = join(newDirectory(), 'pipeline.yaml');
writeFileSync(
  file,
  `pipeline: ${name}
events: { tick: { fields: { id: integer } } }
topics: { ${topic}: { event: tick, partitions: 1 } }
sources: { gen: { to: ${topic}, datagen: { rate: 5/s, fields: { id: { sequence: 1 } } } } }
sinks: { lake: { from: ${topic}, hdfs: { path: /data/${name}, format: json, roll: { every: 2s } } } }
`,
);

beforeAll(async () => {
  expect(await run(['apply', file])).toMatchObject({ exitCode: 0 });
  expect(await run(['hdfs', 'put', file, `/${name}.yaml`])).toMatchObject({ exitCode: 0 });
});

afterAll(async () => {
  await run(['delete', name, '--purge', '--yes']);
  await run(['hdfs', 'rm', `/${name}.yaml`, '--yes']);
});

afterEach(closeTerminals);

describe.each(widths)('on a terminal of %i columns, until Ctrl-C', (columns) => {
  test('status --watch redraws', async () => {
    const terminal = onTerminal(['status', '--watch'], { columns });
    await terminal.shows(/Ctrl-C ends/, { times: 3 });
    expect(terminal.raw).toContain('\x1b[H\x1b[J');
    expect(await terminal.interrupt()).toBe(130);
    expect(terminal.lastLine).not.toMatch(scary);
  });

  test('consume prints what comes', async () => {
    const terminal = onTerminal(['consume', topic], { columns });
    await terminal.shows(/Waiting for new records of .* \(--from-beginning starts at the oldest\)/);
    await terminal.shows(/"id":/, { times: 3 });
    expect(await terminal.interrupt()).toBe(130);
    expect(terminal.lastLine).toMatch(/^\d+ records$/);
  });

  test('logs -f prints what comes', async () => {
    const terminal = onTerminal(['logs', 'connect', '-f', '-n', '0'], { columns });
    await eventually('a line that came later', async () => {
      await run(['status']);
      return terminal.text.includes('GET /connectors') || undefined;
    });
    expect(await terminal.interrupt()).toBe(130);
    expect(terminal.lastLine).not.toMatch(scary);
  });

  test('verify waits for a sink that is behind', async () => {
    await run(['stop', `${name}.lake`]);
    const terminal = onTerminal(['verify', '--sink', `${name}.lake`, '--wait', '10m'], { columns });
    expect(await terminal.answer(/Waiting for .*lake/, CTRL_C)).toBe(130);
    expect(terminal.lastLine).toBe('Interrupted.');
    await run(['resume', `${name}.lake`]);
  });

  test('apply waits for tasks, and what it has written stays', async () => {
    const { name: failing, yaml, copy } = linePipeline(uniqueName('failing'));
    const broken = join(newDirectory(), 'broken.yaml');
    writeFileSync(broken, readFileSync(yaml, 'utf8').replace(copy, '/no/such/folder/copy.txt'));
    const terminal = onTerminal(['apply', broken], { columns });
    expect(await terminal.answer(/Waiting for /, CTRL_C)).toBe(130);
    expect(terminal.lastLine).toBe('Interrupted.');
    expect((await run(['status', `${failing}.writer`])).exitCode).toBe(3);
    await run(['delete', failing, '--purge', '--yes']);
  });
});

test('apply waits for another run, and leaves without a change', async () => {
  const context = testContext();
  const clients = openClients(testCluster().addresses, context, false);
  const other = { clients, ...context, replication: 1, holder: 'a test', patience: 1_000, onWait: () => undefined };
  const { name: waiting, yaml } = linePipeline(uniqueName('waiting'));
  await exclusively(other, async () => {
    const terminal = onTerminal(['apply', yaml], { columns: 80 });
    expect(await terminal.answer(/Waiting for another run to finish: a test/, CTRL_C)).toBe(130);
    expect(terminal.lastLine).toBe('Interrupted.');
  });
  await clients.close();
  expect((await run(['status', `${waiting}.reader`])).exitCode).toBe(64);
});

test('a service that hangs keeps nobody', async () => {
  const connect = readRecord(homeOf(testContext()).record).processes.find((one) => one.name === 'connect');
  process.kill(connect?.pid ?? 0, 'SIGSTOP');
  try {
    const terminal = onTerminal(['status'], { columns: 80 });
    setTimeout(() => terminal.type(CTRL_C), 3_000);
    expect(await terminal.ended).toBe(130);
    expect(terminal.lastLine).not.toMatch(scary);
  } finally {
    process.kill(connect?.pid ?? 0, 'SIGCONT');
  }
});

describe('a question on a terminal', () => {
  const questions = [
    ['delete', name],
    ['delete', name, '--purge'],
    ['topics', 'delete', topic],
    ['hdfs', 'rm', `/${name}.yaml`],
    ['down', '--data'],
  ];

  test.each(questions.map((words) => [words.join(' '), words]))(
    'of `%s` is answered by Ctrl-C with nothing',
    async (_, words) => {
      const terminal = onTerminal([...words], { columns: 80 });
      expect(await terminal.answer(/to go ahead: /, CTRL_C)).toBe(130);
      expect(terminal.lastLine).toBe('Nothing was changed.');
      expect((await run(['status', name])).exitCode).toBe(0);
    },
  );

  test.each([
    ['no', 'no\r'],
    ['Ctrl-D', CTRL_D],
  ])('that gets %s is refused', async (_, keys) => {
    const terminal = onTerminal(['topics', 'delete', topic], { columns: 80 });
    expect(await terminal.answer(/to go ahead: /, keys)).toBe(1);
    expect(terminal.lastLine).toBe('error: Nothing was changed');
  });

  test('that gets yes is carried out', async () => {
    const gone = uniqueName('gone');
    await run(['topics', 'create', gone]);
    const terminal = onTerminal(['topics', 'delete', gone], { columns: 80 });
    expect(await terminal.answer(/to go ahead: /, 'yes\r')).toBe(0);
    expect(terminal.lastLine).toBe(`Deleted ${gone}`);
  });

  test('of a secret or of records ends with Ctrl-C too', async () => {
    const secret = onTerminal(['secret', 'set', 'NEVER'], { columns: 80 });
    expect(await secret.answer(/Ctrl-D:/, CTRL_C)).toBe(130);
    const produced = onTerminal(['produce', topic], { columns: 80 });
    expect(await produced.answer(/Ctrl-D ends/, CTRL_C)).toBe(130);
    expect(produced.text).toContain(`0 records written to ${topic}`);
  });
});
