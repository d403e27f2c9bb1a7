import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Condition, conditionText, readCondition } from '../../src/notify/health/condition.ts';
import { healthPost } from '../../src/notify/health/health-post.ts';
import { type Entry, Ledger } from '../../src/notify/health/ledger.ts';
import type { Observation, ObservedConnector, ObservedJob } from '../../src/notify/health/observation.ts';
import { NOT_SEEN, type Part, type Trouble, troublesOf, unseenParts } from '../../src/notify/health/trouble.ts';
import { Unread } from '../../src/notify/health/unread.ts';

const everything = ['failed', 'no-tasks', 'waiting', 'dead-letters', 'silent-host', 'lag > 100'].flatMap(
  (text): readonly Condition[] => {
    const condition = readCondition(text);
    return condition === undefined ? [] : [condition];
  },
);
const connector = (more: Partial<ObservedConnector>): ObservedConnector => ({
  name: 'shop.lake',
  state: 'well',
  why: '',
  lag: [],
  ...more,
});
const look = (connectors: readonly ObservedConnector[], jobs: readonly ObservedJob[] = []): Observation => ({
  connectors: { seen: connectors },
  jobs: { seen: jobs },
});
const found = (observation: Observation) =>
  troublesOf(observation, everything, (_, written) => written).map(({ condition, subject, detail }) => [
    condition,
    subject,
    detail,
  ]);

test('conditions have one spelling, and only what is one is read', () => {
  expect(['lag > 5', 'lag >5', 'lag>5', 'lag  >  5'].map((text) => readCondition(text))).toEqual(
    Array.from({ length: 4 }, () => ({ name: 'lag', above: 5 })),
  );
  expect(everything.map(conditionText)).toHaveLength(6);
  for (const text of [
    '',
    'Failed',
    'lag',
    'lag > ',
    'lag > -1',
    'lag > 1.5',
    'lag > 1e5',
    'lag < 5',
    'lag > 05',
    'x',
  ]) {
    expect(readCondition(text), text).toBeUndefined();
  }
});

test('each condition is found where it holds, with its place, and nowhere else', () => {
  const places = [
    { topic: 'clicks', partition: 0, lag: 60 },
    { topic: 'clicks', partition: 1, lag: 50 },
  ];
  expect(found(look([connector({})], [{ name: 'shop.alerts', state: 'well', why: '', lag: 100 }]))).toEqual([]);
  expect(
    found(
      look(
        [
          connector({ state: 'failed', why: 'task 1 of 2: no such host' }),
          connector({ name: 'shop.base', state: 'no-tasks', why: 'it has no task' }),
          connector({ name: 'shop.wide', state: 'waiting', why: 'HDFS is away' }),
          connector({ name: 'shop.slow', lag: places, deadLetters: { topic: 'dead', written: 1 } }),
          connector({ name: 'shop.mute', silent: '2026-01-01T00:00:00Z', deadLetters: { topic: 'none', written: 0 } }),
        ],
        [
          { name: 'shop.alerts', state: 'failed', why: 'a lost topic', lag: 101 },
          { name: 'shop.statistics', state: 'silent', why: 'its host embedded has not reported since 10:00' },
        ],
      ),
    ),
  ).toEqual([
    ['failed', 'shop.lake', 'task 1 of 2: no such host'],
    ['failed', 'shop.alerts', 'a lost topic'],
    ['no-tasks', 'shop.base', 'it has no task'],
    ['waiting', 'shop.wide', 'HDFS is away'],
    ['dead-letters', 'shop.slow', '1 record went to dead'],
    ['silent-host', 'shop.mute', 'its task runs, and has not reported since 2026-01-01T00:00:00Z'],
    ['silent-host', 'shop.statistics', 'its host embedded has not reported since 10:00'],
    ['lag > 100', 'shop.slow', '110 records behind, the most in clicks-0, 60'],
    ['lag > 100', 'shop.alerts', '101 offsets behind'],
  ]);
});

test('what cannot be looked at is told, and ends nothing that held there', () => {
  const failed = look([connector({ state: 'failed', why: 'broken' })]);
  const away: Observation = { connectors: { why: 'Connect does not answer' }, jobs: { seen: [] } };
  const ledger = new Ledger('operations', []);
  const take = (observation: Observation, now: number) =>
    ledger.observe(
      troublesOf(observation, everything, () => 0),
      unseenParts(observation),
      now,
    );
  for (const now of [0, 10]) take(failed, now);
  for (const entry of ledger.due) ledger.told(entry);
  for (const now of [20, 30, 40]) take(away, now);
  expect(ledger.due.map(({ condition, subject, told }) => [condition, subject, told])).toEqual([
    [NOT_SEEN, 'connectors', false],
  ]);
  expect(ledger.holding).toBe(2);
  for (const now of [50, 60]) take(failed, now);
  for (const entry of ledger.due) ledger.told(entry);
  expect(ledger.due.map(({ condition, until }) => [condition, until])).toEqual([[NOT_SEEN, expect.any(String)]]);
  expect(ledger.holding).toBe(1);
});

const trouble = (subject: string): Trouble => ({
  condition: 'failed',
  part: 'connectors',
  subject,
  detail: `${subject} broke`,
  hint: 'mend it',
});

/** What somebody who reads the posts believes, by `condition/subject`: every post of a key counts once. */
function believed(posts: readonly string[]): readonly string[] {
  const holding = new Set<string>();
  for (const key of new Set(posts)) {
    const [what = '', end] = key.split('/ended');
    if (end === undefined) holding.add(what);
    else expect(holding.delete(what), `${what} ended and had not begun`).toBe(true);
  }
  return [...holding];
}

test('whatever comes and goes, crashes and lost posts included, each begin and each end is told once, in this order', () => {
  const step = fc.record({
    looks: fc.array(fc.subarray(['a', 'b', 'c']), { minLength: 1, maxLength: 6 }),
    unseen: fc.boolean(),
    post: fc.integer({ min: 0, max: 3 }),
    crash: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const stored = new Map<string, Entry>();
      const keep = (entries: readonly Entry[]) => {
        for (const entry of entries) stored.set(entry.subject, entry);
      };
      const posts: string[] = [];
      let [ledger, now] = [new Ledger('operations', []), 0];
      const postSome = (most: number, crash: boolean) => {
        for (const entry of ledger.due.slice(0, most)) {
          posts.push(healthPost('shop', entry).key);
          if (crash) return;
          const kept = ledger.told(entry);
          if (kept === undefined) stored.delete(entry.subject);
          else keep([kept]);
        }
      };
      const hidden = new Set<Part>(['connectors']);
      for (const { looks, unseen, post, crash } of steps) {
        for (const subjects of looks) {
          now += 10_000;
          keep(ledger.observe(unseen ? [] : subjects.map(trouble), unseen ? hidden : new Set(), now));
        }
        postSome(post, crash);
        if (crash) ledger = new Ledger('operations', [...stored.values()]);
      }
      for (let round = 0; round < 4; round++) {
        now += 10_000;
        keep(ledger.observe([trouble('a')], new Set(), now));
        for (let more = 0; more < 4; more++) postSome(9, false);
      }
      const told = believed(posts);
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(/^shop\/failed\/a@/);
      expect([...stored.keys()]).toEqual(['a']);
    }),
  );
});

test('a condition that one look alone sees, as in a restart, is not told', () => {
  const ledger = new Ledger('operations', []);
  for (let now = 0; now < 100; now += 10) ledger.observe(now % 20 === 0 ? [trouble('a')] : [], new Set(), now);
  expect(ledger.due).toEqual([]);
});

test('dead letters are told until none has come for ten minutes, and those that were told are not told again', () => {
  const minute = 60_000;
  const unread = new Unread('operations', []);
  expect(unread.count('shop.lake', 0, 0)).toBe(0);
  expect(unread.count('shop.lake', 3, minute)).toBe(3);
  expect(unread.count('shop.lake', 5, 9 * minute)).toBe(5);
  expect(unread.count('shop.lake', 5, 18 * minute)).toBe(5);
  expect(unread.count('shop.lake', 5, 19 * minute)).toBe(0);
  const mark = unread.settle('shop.lake');
  const after = new Unread('operations', [mark]);
  expect([after.count('shop.lake', 5, 0), after.count('shop.lake', 6, 1)]).toEqual([0, 1]);
  // The topic was made again.
  expect(after.count('shop.lake', 2, 2)).toBe(2);
});
