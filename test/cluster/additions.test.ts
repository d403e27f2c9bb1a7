import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clock } from '../../src/base/process-context.ts';
import { kafkaConfig } from '../../src/clients/kafka/client.ts';
import { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { hosted } from '../../src/components/hosted.ts';
import { kinds } from '../../src/components/kinds.ts';
import { formats } from '../../src/formats/formats.ts';
import { type JobRecord, readJobs } from '../../src/jobs/registry/jobs.ts';
import { Supervisor } from '../../src/jobs/supervisor/supervisor.ts';
import { main } from '../../src/verbs/main.ts';
import { ledger } from '../components/fixtures/ledger/ledger.ts';
import { tally } from '../components/fixtures/tally/tally.ts';
import { tsv } from '../formats/fixtures/tsv/tsv.ts';
import { eventually, newDirectory, testCluster, testContext, uniqueName } from './harness.ts';

/**
 * A kind, a format and a hosted job that the tool does not have, each one folder and one line here, go through all
 * verbs on a real cluster. What needs none is in test/components/additions.test.ts.
 */
beforeAll(() => {
  kinds.add(ledger);
  formats.add(tsv);
  hosted.add(tally);
});

const [folder, name, topic] = [newDirectory(), uniqueName('added'), uniqueName('lines')];
const [yaml, file] = [join(folder, 'added.yaml'), join(folder, 'lines.tsv')];

/** In this process, since only here the registries have what was added. */
async function pipeline(args: readonly string[], input = '') {
  const context = testContext({ input, directory: folder });
  const exitCode = await main(context, args);
  return { exitCode, stdout: context.output.text, said: context.output.text + context.messages.text };
}

const declare = (more: string) =>
  writeFileSync(yaml, `pipeline: ${name}\ntopics: { ${topic}: { partitions: 2 } }\n${more}`);

const lines = (count: number, prefix: string) => Array.from({ length: count }, (_, n) => `${prefix}\t${n}\n`).join('');

afterAll(async () => {
  await pipeline(['delete', name, '--purge', '--yes']);
});

describe('a kind and a format', () => {
  beforeAll(() => declare(`sinks: { book: { from: ${topic}, ledger: { file: ${file} } } }\n`));

  test('are validated: a wrong word is told with its place', async () => {
    expect(await pipeline(['validate', yaml])).toMatchObject({ exitCode: 0 });
    declare(`sinks: { book: { from: ${topic}, ledger: { file: ${file} }, tasks: 2 } }\n`);
    expect((await pipeline(['validate', yaml])).said).toContain('a ledger has one writer');
    declare(`sinks: { book: { from: ${topic}, ledger: { file: ${file} } } }\n`);
  });

  test('are planned and applied, and nothing is left to do', async () => {
    expect(await pipeline(['plan', yaml, '--detailed-exitcode'])).toMatchObject({ exitCode: 2 });
    expect((await pipeline(['apply', yaml, '--yes'])).said).toContain(`${name}.book`);
    expect(await pipeline(['plan', yaml, '--detailed-exitcode'])).toMatchObject({ exitCode: 0 });
  });

  test('are proven, and seen to fail', async () => {
    await pipeline(['produce', topic], lines(50, 'a'));
    await eventually('every value in the file', async () =>
      existsSync(file) && readFileSync(file, 'utf8').split('\n').length > 50 ? true : undefined,
    );
    expect(await pipeline(['verify', yaml])).toMatchObject({ exitCode: 0 });
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.replace('a\t7\n', 'a\tseven\n'));
    const { exitCode, said } = await pipeline(['verify', yaml]);
    expect(exitCode).toBe(3);
    expect(said).toMatch(/1 times a\t?.*7/);
    writeFileSync(file, whole);
  });

  test('are deleted with what they leave behind', async () => {
    expect(await pipeline(['delete', `${name}.book`, '--purge', '--yes'])).toMatchObject({ exitCode: 0 });
    expect(existsSync(file)).toBe(false);
    expect((await pipeline(['status'])).said).not.toContain(`${name}.book`);
  });
});

describe('a hosted job', () => {
  const [counts, job] = [uniqueName('counts'), `${name}.tally`];
  const { addresses, home } = testCluster();
  const kafka = new RawKafka(kafkaConfig(addresses, testContext()));
  let supervisor: Supervisor;

  beforeAll(async () => {
    await kafka.connect();
    process.env.PIPELINE_HOME = home;
    supervisor = new Supervisor({
      clock,
      log: () => undefined,
      changed: () => undefined,
      command: ({ spec }) => ({
        script: join(import.meta.dirname, '../components/fixtures/tally/run.ts'),
        args: [String(spec.from), String(spec.to)],
      }),
    });
  });
  afterAll(async () => {
    await supervisor.reconcile(new Map());
    await kafka.close();
  });

  const declared = async (): Promise<ReadonlyMap<string, JobRecord>> =>
    new Map((await readJobs(kafka)).flatMap((record) => (record.kind === 'tally' ? [[record.name, record]] : [])));

  test('is validated by its section', async () => {
    declare(`tally: { from: ${topic}, to: ${topic} }\n`);
    expect((await pipeline(['validate', yaml])).said).toContain('it counts what it writes');
    declare(`tally: { from: ${topic}, too: ${counts} }\n`);
    expect((await pipeline(['validate', yaml])).said).toContain('did you mean `to`?');
  });

  test('is planned, applied and hosted', async () => {
    declare(`tally: { from: ${topic}, to: ${counts} }\n`);
    expect(await pipeline(['plan', yaml, '--detailed-exitcode'])).toMatchObject({ exitCode: 2 });
    // The host of this cluster is another process, without what was added: it is hosted here.
    expect(await pipeline(['apply', yaml, '--yes', '--no-wait'])).toMatchObject({ exitCode: 0 });
    expect([...(await declared()).keys()]).toEqual([job]);
    await supervisor.reconcile(await declared());
    await eventually('the job runs', async () =>
      supervisor.jobs.some((one) => one.status('here').state === 'RUNNING') ? true : undefined,
    );
    expect(await pipeline(['plan', yaml, '--detailed-exitcode'])).toMatchObject({ exitCode: 0 });
  });

  test('is proven, and seen to fail once it has stopped', async () => {
    await pipeline(['produce', topic], lines(5, 'a'));
    await eventually('the count is right', async () =>
      (await pipeline(['verify', yaml])).exitCode === 0 ? true : undefined,
    );
    await supervisor.reconcile(new Map());
    await pipeline(['produce', topic], lines(3, 'b'));
    const { exitCode, said } = await pipeline(['verify', yaml]);
    expect([exitCode, said.includes('it counted 5 of 8 records')]).toEqual([3, true]);
  });

  test('is deleted with the topic that it wrote', async () => {
    expect(await pipeline(['delete', name, '--purge', '--yes'])).toMatchObject({ exitCode: 0 });
    expect([...(await declared()).keys()]).toEqual([]);
    expect((await pipeline(['topics', 'list'])).said).not.toContain(counts);
  });
});
