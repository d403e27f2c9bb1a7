import { spawnSync } from 'node:child_process';
import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, session } from '../cluster/database.ts';
import { nightly } from '../cluster/environment.ts';
import { eventually, newDirectory, run, uniqueName } from '../cluster/harness.ts';
import { proofOf } from '../cluster/proof.ts';
import { cases, heal, kill, pipeline } from './harness.ts';
import { killAt, sleepAt } from './kill-points.ts';
import { startSecondWorker, workersOf } from './second-worker.ts';

/**
 * Between every two steps of a transaction and of an opening (docs/jdbc.md); the first are those that could do harm.
 */
const duringCommit = cases(
  ['position-moved', 'committed', 'rows-written', 'position-locked', 'commit-begun', 'dead-letters-delivered'],
  2,
);
const duringOpening = cases(['open-taken', 'open-begun'], nightly ? 2 : 0);

const name = uniqueName('rows');
const topic = `${name}-events`;
const [all, latest] = [`${name}.all`, `${name}.latest`];
const file = join(newDirectory(), 'rows.yaml');
const bounds = 'options=-c%20lock_timeout=1s%20-c%20statement_timeout=3s';
const url = `jdbc:postgresql://\${cluster:postgres}/${name}?${bounds}`;
const yaml = `
pipeline: ${name}
events:
  event: { fields: { n: integer, group: string, text: string?, price?: { type: number, decimals: 2 } } }
topics:
  ${topic}: { event: event, key: group, partitions: 2 }
sinks:
  all: { from: ${topic}, tasks: 2, jdbc: { url: "${url}", table: all } }
  latest: { from: ${topic}, tasks: 2, jdbc: { url: "${url}", table: latest, mode: upsert, key: group } }
`;
const query = (statement: string) => ask(statement, { database: name });

/** What was sent: the numbers that must be rows, and of each group the newest. */
const [sent, newest] = [new Set<number>(), new Map<string, number>()];
let [produced, refused] = [0, 0];

async function produce(count: number, more: object = {}, groups = 5): Promise<void> {
  const events = Array.from({ length: count }, (_, i) => ({ n: produced + i, group: `g${i % groups}`, ...more }));
  produced += count;
  for (const { n, group } of events) {
    sent.add(n);
    newest.set(group, n);
  }
  await send(events.map((event) => JSON.stringify(event)));
}

const send = (lines: readonly string[]) => pipeline(['produce', topic, '--key', 'group'], lines.join('\n'));

/** By SQL alone, and by the proof: every number is one row, the table of the newest has them, and nothing else is. */
async function expectExactlyOnce(): Promise<void> {
  const { proof, exitCode } = await proofOf(newDirectory(), [file], { deep: true, wait: 180_000 });
  expect(proof.sinks.flatMap(({ findings }) => findings.filter(({ failure }) => failure))).toEqual([]);
  expect(exitCode).toBe(0);
  const numbers = (await query('SELECT n FROM "all" ORDER BY n')).map(([n]) => Number(n));
  expect(numbers).toEqual([...sent]);
  const rows = await query('SELECT "group", n FROM latest');
  expect(new Map(rows.map(([group, n]) => [group, Number(n)]))).toEqual(newest);
  expect(await query('SELECT sink, count(*) FROM _pipeline_dead GROUP BY sink ORDER BY sink')).toEqual(
    refused === 0 ? [] : [all, latest].map((sink) => [sink, String(refused)]),
  );
}

interface Status {
  readonly connectors: readonly {
    readonly name: string;
    readonly condition: string;
    readonly waiting?: { readonly reason: string };
    readonly reports: readonly { readonly metrics: Readonly<Record<string, number>> }[];
  }[];
}

async function status(sink: string) {
  const { stdout } = await run(['status', name, '-o', 'json']);
  const { connectors }: Status = JSON.parse(stdout);
  return connectors.find((one) => one.name === sink);
}

/** Waits until `status` says of a sink that it waits for this; its tasks go on. */
const waitsFor = (sink: string, reason: RegExp) =>
  eventually(`${sink} waits for ${reason}`, async () => {
    const found = await status(sink);
    if (!reason.test(found?.waiting?.reason ?? '')) throw new Error(JSON.stringify(found));
    expect(found?.condition).toBe('waiting');
    return true;
  });

beforeAll(async () => {
  writeFileSync(file, yaml);
  await pipeline(['apply', file]);
  await produce(500);
  await expectExactlyOnce();
});

afterAll(async () => {
  await pipeline(['delete', name, '--purge', '--yes']);
  await ask(`DROP DATABASE "${name}"`);
});

test.each(duringCommit)('a worker killed at %s loses no row and stores none twice', async (point) => {
  await killAt(point, () => produce(500));
  await heal();
  await expectExactlyOnce();
});

test.each(duringOpening)('a worker killed at %s loses no row and stores none twice', async (point) => {
  await produce(500);
  await killAt(point, () => run(['restart', all]));
  await heal();
  await expectExactlyOnce();
});

test('PostgreSQL that dies in the middle of a transaction is waited for, and has each row once when it is back', async () => {
  await sleepAt('rows-written', () => produce(500));
  await kill('postgres');
  await kill('connect', 'SIGCONT');
  await waitsFor(all, /PostgreSQL|refused|terminat|closed|I\/O/i);
  await produce(100);
  await heal();
  await expectExactlyOnce();
});

test('a lock that somebody holds is waited for', async () => {
  const somebody = await session(name);
  await somebody.rows('BEGIN');
  await somebody.rows('LOCK TABLE "all"');
  await produce(500);
  await waitsFor(all, /another session holds a lock/);
  await somebody.close();
  await expectExactlyOnce();
});

test('a slow database gets fewer rows at a time, until it takes them within its bounds', async () => {
  const slow = (seconds: number) =>
    query(`CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_sleep(${seconds}); RETURN NEW; END'`);
  await slow(5);
  await query('CREATE TRIGGER slow BEFORE INSERT ON "all" FOR EACH ROW EXECUTE FUNCTION slow()');
  await produce(400, {}, 1);
  await waitsFor(all, /takes longer/);
  await slow(0.01);
  await expectExactlyOnce();
  await query('DROP TRIGGER slow ON "all"');
});

test('values that the database refuses are dead letters with reason and place, those beside them are rows', async () => {
  await query('ALTER TABLE "all" ADD CONSTRAINT fair CHECK (price <> 13)');
  await query('ALTER TABLE latest ADD CONSTRAINT fair CHECK (price <> 13)');
  const wrong = ['"text":"a\\u0000b"', '"more":1e200000', '"price":1e17', '"price":13'];
  await produce(50);
  // Keys of their own: of a key that comes again in the same transaction only the last row is written.
  await send(wrong.map((more, index) => `{"n":-1,"group":"wrong${index}",${more}}`));
  refused += wrong.length;
  await produce(50);
  await expectExactlyOnce();
  const letters = await query(`SELECT topic, reason FROM _pipeline_dead WHERE sink = '${all}' ORDER BY reason`);
  expect(letters).toEqual(
    expect.arrayContaining([
      [topic, expect.stringMatching(/^text: holds the character NUL/)],
      [topic, expect.stringMatching(/^price: /)],
      [topic, expect.stringMatching(/numeric/)],
      [topic, expect.stringMatching(/check constraint/)],
    ]),
  );
  await eventually('status counts them', async () => {
    const found = await status(all);
    const counts = found?.reports.map(({ metrics }) => metrics.deadLettered ?? 0) ?? [];
    return counts.reduce((sum, count) => sum + count, 0) === wrong.length || undefined;
  });
});

const mount = (at: string, options: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'none', at]).status === 0;

test('a disk that is full is waited for until there is room', async (context) => {
  const small = newDirectory();
  if (process.getuid?.() !== 0 || !mount(small, 'size=2m')) context.skip('only root may mount a small disk');
  const nobody = 65_534;
  chownSync(small, nobody, nobody);
  await query(`CREATE TABLESPACE "${name}" LOCATION '${small}'`);
  try {
    await query(`ALTER TABLE "all" SET TABLESPACE "${name}"`);
    await query('ALTER TABLE "all" ALTER text SET STORAGE EXTERNAL');
    await produce(40, { text: 'x'.repeat(100_000) });
    await waitsFor(all, /the disk is full/);
    expect(mount(small, 'remount,size=64m')).toBe(true);
    await expectExactlyOnce();
  } finally {
    await query('ALTER TABLE "all" SET TABLESPACE pg_default');
    await query(`DROP TABLESPACE "${name}"`);
    spawnSync('umount', [small]);
  }
});

test.runIf(nightly)(
  'a worker that slept in the middle of a transaction past its session writes nothing more',
  async () => {
    const second = await startSecondWorker();
    try {
      await eventually('tasks on each worker', async () => {
        const each = await Promise.all([all, latest].map((sink) => workersOf(sink)));
        return new Set(each.flatMap((some) => [...some])).size === 2 || undefined;
      });
      await sleepAt('position-moved', () => produce(500), second);
      await expectExactlyOnce();
      process.kill(second.pid, 'SIGCONT');
      await produce(500);
      await expectExactlyOnce();
    } finally {
      await second.end();
    }
    await produce(100);
    await expectExactlyOnce();
  },
);
