import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecommenderProof } from '../../src/recommender/audit/proof.ts';
import { eventually, run, uniqueName } from './harness.ts';

const name = uniqueName('models');
const source = `${name}-source`;
const common = {
  from: [source],
  user: 'u',
  item: 'i',
  time: 't',
  weights: { view: 1, like: 3 },
  types: { [source]: { by: 'type' } },
  top: 4,
  history: 8,
  excludeKnown: true,
};
const specs: Readonly<Record<string, object>> = {
  [`${name}.sessions`]: { ...common, to: `${name}-next`, user: 's', model: 'sessions', decay: { popularity: 60_000 } },
  [`${name}.fading`]: {
    ...common,
    to: `${name}-fading`,
    decay: { popularity: 60_000, profile: 120_000 },
    limits: { users: 5 },
  },
};
const start = Date.parse('2026-01-01T00:00:00Z');
const EVENTS = 300;
const NO_TIMES = ['item 7', '2026-02-30', true, '1767225600000', 1e15];

async function declare(state: 'running' | 'stopped'): Promise<void> {
  const jobs = Object.entries(specs).map(([job, spec]) => {
    const value = { version: 1, name: job, pipeline: name, kind: 'recommender', state, digest: 'one', spec };
    return `${job}=${JSON.stringify(value)}`;
  });
  await run(['produce', '_pipeline.jobs', '--separator', '='], { input: `${jobs.join('\n')}\n` });
}

function timeOf(n: number): unknown {
  // One event is from far in the future: it must not let everything fade at once.
  if (n === 100) return '2099-01-01T00:00:00Z';
  const time = start + n * 1_000;
  return n % 7 === 0 ? new Date(time).toISOString().slice(0, 19).replace('T', ' ') : time / 1_000;
}

beforeAll(async () => {
  await run(['topics', 'create', source, '--partitions', '2']);
  const events = Array.from({ length: EVENTS }, (_, n) =>
    JSON.stringify({
      u: `u${n % 12}`,
      s: `s${n % 12}-${Math.floor(n / 60)}`,
      i: `i${(n * n + n) % 17}`,
      type: n % 5 === 0 ? 'like' : 'view',
      t: timeOf(n),
    }),
  );
  events.push(...NO_TIMES.map((t) => JSON.stringify({ u: 'u0', s: 's0-0', i: 'i1', type: 'view', t })));
  await run(['produce', source], { input: `${events.join('\n')}\n` });
  await declare('running');
});

afterAll(() => declare('stopped'));

test.each(Object.keys(specs))('%s: counts and lists equal the naive computation', async (job) => {
  const proof = await eventually('everything to be learned and served', async () => {
    const { stdout } = await run(['recommender', 'verify', job, '--wait', '20s', '-o', 'json']);
    const told = stdout === '' ? undefined : JSON.parse(stdout);
    return told?.ok === true && told.log.events === EVENTS ? told : undefined;
  });
  expect(proof.findings.filter(({ failure }: { failure: boolean }) => failure)).toEqual([]);
  // Of twelve users five are left, and only they have lists; every session has one.
  expect(proof.lists.published).toBe(job.endsWith('fading') ? 5 : 60);
});

test('an unreadable time is a dead letter and counted, and to a proof in another time zone no event has changed', async () => {
  const job = `${name}.fading`;
  for (const TZ of ['America/Sao_Paulo', 'Pacific/Kiritimati']) {
    const { exitCode, stdout } = await run(['recommender', 'verify', job, '-o', 'json'], { environment: { TZ } });
    const proof: RecommenderProof = JSON.parse(stdout);
    expect([exitCode, proof.ok]).toEqual([0, true]);
    expect(proof.sources.reduce((sum, { broken }) => sum + broken, 0)).toBe(NO_TIMES.length);
  }
  const letters = await run(['consume', `${name}-fading.dead-letters`, '--from-beginning', '--exit', '-o', 'json']);
  expect(letters.stdout.match(/t is no time/g)).toHaveLength(NO_TIMES.length);
});

test('the topic is evaluated as its recommender reads it, beside popularity', async () => {
  const evaluated = await run([
    'recommender',
    'evaluate',
    `${name}.sessions`,
    '--protocol',
    'prequential',
    '-o',
    'json',
  ]);
  const { events, users, trials } = JSON.parse(evaluated.stdout);
  expect([events, users]).toEqual([EVENTS, 60]);
  expect(trials[0].outcomes.map(({ model }: { model: string }) => model)).toEqual(['items', 'sessions', 'popularity']);
  const unclear = await run(['recommender', 'evaluate', source]);
  expect(unclear.exitCode).toBe(64);
  expect(unclear.stderr).toContain('Which fields are the user and the item?');
});
