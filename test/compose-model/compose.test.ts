import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/base/errors.ts';
import { Compose } from '../../src/compose/compose.ts';
import { type Container, profilesOf, stoppedServices } from '../../src/compose/compose-model.ts';
import { environmentSecretNames } from '../../src/target/environment-secrets.ts';
import down from '../../src/verbs/down.ts';
import list from '../../src/verbs/secret/list.ts';
import set from '../../src/verbs/secret/set.ts';
import up from '../../src/verbs/up.ts';
import { newDirectory, run as runOn, testContext } from '../cluster/harness.ts';

const services = {
  kafka: {},
  s3: { profiles: ['s3'] },
  postgres: { profiles: ['db'] },
  spark: { profiles: ['spark'] },
};

describe('services asked for', () => {
  test('bring the profiles they are in, each once; what is always there brings none', () => {
    expect(profilesOf(services, ['postgres', 'db', 's3', 'kafka'])).toEqual(['db', 's3']);
  });

  test('that nobody knows are answered with what was meant', () => {
    expect(() => profilesOf(services, ['postgrse'])).toThrow(UsageError);
    expect(() => profilesOf(services, ['postgrse'])).toThrow(
      expect.objectContaining({ hint: 'did you mean `postgres`?' }),
    );
  });
});

test('a Docker without its Compose plugin is told, and how to mend it', async () => {
  const folder = newDirectory();
  writeFileSync(join(folder, 'docker'), "#!/bin/sh\necho 'unknown flag: --file' >&2\nexit 125\n", { mode: 0o755 });
  const compose = new Compose('docker-compose.yml', testContext({ home: folder, environment: { PATH: folder } }));
  await expect(compose.run(['up'])).rejects.toMatchObject({
    message: 'Docker has no Compose plugin here',
    hint: expect.stringContaining('https://docs.docker.com/compose/install'),
  });
});

describe('a cluster whose workers read secrets from their environment', () => {
  const options = { cluster: 'mine', output: 'text', var: {}, insecure: false } as const;

  function context(input: string) {
    const directory = newDirectory();
    mkdirSync(join(directory, 'config', 'clusters'), { recursive: true });
    const file = `connect: { url: "http://127.0.0.1:1" }
kafka: { bootstrapServers: "127.0.0.1:1" }
secrets: { provider: env, path: PIPELINE_SECRET_, localFile: .env.secrets }
`;
    writeFileSync(join(directory, 'config', 'clusters', 'mine.yaml'), file);
    writeFileSync(join(directory, '.env.secrets'), '# mine\nPIPELINE_SECRET_KEY=old\nOTHER=1\n');
    return {
      directory,
      kept: join(directory, '.env.secrets'),
      made: testContext({ directory, input, home: join(directory, '.pipeline') }),
    };
  }

  test('has them kept as written, whatever their characters, for the owner alone', async () => {
    const { kept, made } = context('a $b "c" \\d=#e\n');
    await set.run(made, ['KEY'], options);
    expect(readFileSync(kept, 'utf8')).toBe('# mine\nOTHER=1\nPIPELINE_SECRET_KEY=a $b "c" \\d=#e\n');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(environmentSecretNames(kept, 'PIPELINE_SECRET_')).toEqual(['KEY']);
    expect(made.messages.text + made.output.text).not.toContain('"c"');
    await list.run(made, [], options);
    expect(made.output.text).toBe('KEY\n');
  });

  test.each([
    ['several lines', 'KEY', 'a\nb\n'],
    ['a name that no variable can have', 'MY-KEY', 'a\n'],
  ])('refuses %s and changes nothing', async (_, name, input) => {
    const { kept, made } = context(input);
    await expect(set.run(made, [name], options)).rejects.toThrow(UsageError);
    expect(readFileSync(kept, 'utf8')).toContain('PIPELINE_SECRET_KEY=old');
  });

  test('and that others run is neither started nor stopped from here, nor is the embedded one in its place', async () => {
    const { made } = context('');
    await expect(up.run(made, [], { ...options, with: [] })).rejects.toThrow('is not run by this tool');
    await expect(down.run(made, [], { ...options, data: true, yes: true })).rejects.toThrow('is not run by this tool');
  });
});

test('a verb that runs inside is sent there with its flags as they were typed', async () => {
  const directory = newDirectory();
  mkdirSync(join(directory, 'config', 'clusters'), { recursive: true });
  const file = `connect: { url: "http://127.0.0.1:1" }
kafka: { bootstrapServers: "127.0.0.1:1" }
compose: { file: docker-compose.yml, tool: sidecar, inside: mine-inside }
`;
  writeFileSync(join(directory, 'config', 'clusters', 'mine.yaml'), file);
  const docker = join(directory, 'docker');
  writeFileSync(docker, '#!/bin/sh\nprintf "%s " "$@"\nexit 3\n', { mode: 0o755 });
  const environment = { PATH: `${directory}:${process.env.PATH}` };
  const sent = async (...words: readonly string[]) => {
    const { stdout, exitCode } = await runOn(words, { directory, home: directory, environment });
    expect(exitCode).toBe(3);
    return stdout.slice(stdout.indexOf('exec ')).trim();
  };
  const there = 'exec --no-TTY sidecar node src/cli.ts --cluster mine-inside --insecure --output';
  expect(await sent('jobs', 'logs', 'a.b', '-n', '5', '--cluster', 'mine', '-f')).toBe(
    `${there} text jobs logs --lines 5 --follow a.b`,
  );
  expect(await sent('--cluster=mine', 'recommender', 'verify', 'a.r', '--wait=2m', '-o', 'json', '--var', 'x=1')).toBe(
    `${there} json --var x=1 recommender verify --wait 2m a.r`,
  );
  expect(await sent('--cluster', 'mine', 'recommender', 'reset', 'a.r')).toBe(`${there} text recommender reset a.r`);
});

describe('what pipelines need of profiles', () => {
  const more = { kafka: {}, s3: services.s3, postgres: services.postgres, 'spark-jars': { profiles: ['spark'] } };
  const container = (Service: string, State: string, ExitCode = 0, Health = ''): Container => {
    return { Name: `pipeline-${Service}-1`, Service, State, Health, ExitCode, Status: '', Publishers: null };
  };

  test('is stopped when a container of the profile is not there, has failed or is not healthy', () => {
    expect(stoppedServices(more, [container('kafka', 'running')], ['s3', 'postgres', 'spark'])).toEqual([
      's3',
      'postgres',
      'spark',
    ]);
    const ill = [container('s3', 'running', 0, 'unhealthy'), container('spark-jars', 'exited', 1)];
    expect(stoppedServices(more, ill, ['s3', 'spark'])).toEqual(['s3', 'spark']);
  });

  test('is up when it is healthy, or has done its work and ended', () => {
    const well = [container('s3', 'running', 0, 'healthy'), container('spark-jars', 'exited')];
    expect(stoppedServices(more, well, ['s3', 'spark'])).toEqual([]);
  });

  test('is nobody’s business when no profile brings it', () => {
    expect(stoppedServices(more, [], ['kafka', 'hdfs'])).toEqual([]);
  });
});
