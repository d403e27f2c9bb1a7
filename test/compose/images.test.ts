import { existsSync, globSync } from 'node:fs';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { ensureJars } from '../../src/processes/jars.ts';
import { checkout, jarsFolder } from '../../src/target/checkout.ts';
import { newDirectory, testContext } from '../cluster/harness.ts';
import { buildFromDebian } from './harness.ts';

/** Where Debian and its kin keep the certificate authorities of this machine, a proxy's own among them. */
const authorities = '/etc/ssl/certs/ca-certificates.crt';
const base = process.env.BASE_IMAGE;

/** An image of its own: the one that is named in docker-compose.yml belongs to the other tests. */
const image = 'pipeline/built-by-maven';
const override = JSON.stringify({ services: { kafka: { image } } });

/** Builds the image of the Java services as for someone who has set nothing but what this machine is in want of. */
async function buildByMaven(): Promise<void> {
  if (base !== undefined) await buildFromDebian('maven', base);
  const env = {
    JARS: 'maven',
    ...(existsSync(authorities) && { CA_FILE: authorities }),
    ...(base !== undefined && { MAVEN_IMAGE: 'pipeline/maven' }),
  };
  const files = ['--file', 'docker-compose.yml', '--file', '-'];
  await execa('docker', ['compose', ...files, 'build', 'kafka'], { cwd: checkout, env, input: override });
}

test('Maven, within an image, fetches and builds the same jars as on this machine', async () => {
  await buildByMaven();
  const find = ['find', '/opt/pipeline/jars', '-name', '*.jar', '-printf', '%P\\n'];
  const { stdout } = await execa('docker', ['run', '--rm', '--entrypoint', '', image, ...find]);
  await ensureJars(['kafka', 'hadoop', 's3', 'connectors'], testContext({ home: newDirectory() }));
  const here = globSync('{kafka,hadoop,s3,plugins}/**/*.jar', { cwd: jarsFolder });
  expect(stdout.split('\n').sort()).toEqual(here.sort());
});
