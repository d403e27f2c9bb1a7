import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { checkout } from '../../src/target/checkout.ts';
import { nightly } from './environment.ts';
import { testCluster, uniqueName } from './harness.ts';

const links = nightly ? 1000 : 200;
const { addresses, home } = testCluster();
const jars = ['kafka', 'plugins/pipeline'].map((folder) => join(checkout, 'target', 'jars', folder, '*'));
let classes: string;

beforeAll(async () => {
  classes = await mkdtemp(join(tmpdir(), 'pipeline-race-'));
  const source = join(checkout, 'test', 'cluster', 'race', 'LinkRace.java');
  await execa('javac', ['-cp', jars.join(delimiter), '-d', classes, source]);
});

/** Two processes create the same links from the same moment on; the numbers that each of them created. */
async function race(settings: Readonly<Record<string, string>>): Promise<readonly (readonly string[])[]> {
  const pairs = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  const classPath = [classes, ...jars].join(delimiter);
  const main = 'pipeline.connect.filesystem.chain.LinkRace';
  const racers = ['one', 'other'].map((writer) => {
    return execa('java', ['-Xmx256m', '-cp', classPath, main, writer, `${links}`, ...pairs], { stdin: 'pipe' });
  });
  const ready = racers.map(({ stdout }) => once(stdout, 'data'));
  // One that ends before it is ready says why.
  await Promise.race([Promise.all(ready), Promise.all(racers)]);
  for (const { stdin } of racers) stdin.write('\n');
  const ran = await Promise.all(racers);
  return ran.map(({ stdout }) => stdout.split('\n').slice(1));
}

function expectOneWinnerEach([one = [], other = []]: readonly (readonly string[])[]): void {
  const all = [...one, ...other];
  expect(all).toHaveLength(links);
  expect(new Set(all).size).toBe(links);
  expect(Math.min(one.length, other.length), 'both took part').toBeGreaterThan(0);
}

test('of two processes racing for links on HDFS, each link has exactly one winner', async () => {
  expectOneWinnerEach(await race({ name: 'race', path: `${addresses.hdfs?.uri}/${uniqueName('race')}` }));
}, 900_000);

test('of two processes racing for links on S3, each link has exactly one winner', async () => {
  const secrets = await readFile(join(home, 'secrets.properties'), 'utf8');
  const secret = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(secrets)?.[1] ?? '';
  const settings = {
    name: 'race',
    path: `s3a://${addresses.s3?.bucket}/${uniqueName('race')}`,
    's3.endpoint': addresses.s3?.endpoint ?? '',
    's3.region': addresses.s3?.region ?? '',
    's3.path.style': 'true',
    's3.access.key': secret('S3_ACCESS_KEY'),
    's3.secret.key': secret('S3_SECRET_KEY'),
  };
  expectOneWinnerEach(await race(settings));
}, 900_000);
