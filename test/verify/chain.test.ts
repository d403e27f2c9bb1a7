import { describe, expect, test } from 'vitest';
import { walkChain } from '../../src/verify/chain.ts';
import { gapsOf } from '../../src/verify/gaps.ts';
import { type Link, parseLink } from '../../src/verify/link.ts';
import { openLetters } from '../../src/verify/live-range.ts';

const place = { topic: 'clicks', partition: 0 };

const link = (seq: number, kind: Link['kind'], from: number, to: number, more: Partial<Link> = {}): Link => ({
  seq,
  kind,
  writer: 'w',
  attempt: 1,
  time: '2026-01-01T00:00:00Z',
  from,
  to,
  records: 0,
  files: [],
  deadLettered: [],
  tombstones: 0,
  lost: [],
  retired: [],
  ...more,
});

const commit = (seq: number, from: number, to: number, more: Partial<Link> = {}): Link =>
  link(seq, 'commit', from, to, {
    records: to - from,
    files: [{ path: `clicks/${seq}.json`, records: to - from, bytes: 10, first: from, last: to - 1 }],
    ...more,
  });

const whole = [link(1, 'open', 0, 0), commit(2, 0, 10), commit(3, 10, 20), link(4, 'open', 20, 20), commit(5, 20, 30)];

describe('a chain of links', () => {
  test('tiles the offsets it covers', () => {
    const state = walkChain(whole, place);
    expect(state.breaks).toEqual([]);
    expect(state.ranges.map(({ from, to }) => [from, to])).toEqual([
      [0, 10],
      [10, 20],
      [20, 30],
    ]);
    expect(state.covered).toEqual({ from: 0, to: 30 });
    expect(gapsOf(state)).toEqual([]);
  });

  test('may start where the group stood', () => {
    expect(walkChain([link(1, 'open', 500, 500), commit(2, 500, 510)], place).covered).toEqual({ from: 500, to: 510 });
  });

  test('is the same whether it is walked at once or in two halves', () => {
    expect(walkChain(whole.slice(3), place, walkChain(whole.slice(0, 3), place))).toEqual(walkChain(whole, place));
  });

  test('breaks where a link is missing, with the offsets it held', () => {
    const state = walkChain(
      whole.filter(({ seq }) => seq !== 3),
      place,
    );
    expect(state.breaks).toEqual([
      { kind: 'broken-chain', failure: true, message: 'link 3 is missing', ...place, range: { from: 10, to: 20 } },
    ]);
    expect(gapsOf(state)).toEqual([{ from: 10, to: 20 }]);
  });

  test('breaks where a link does not begin at the end of its predecessor', () => {
    const { breaks } = walkChain([link(1, 'open', 0, 0), commit(2, 0, 10), commit(3, 12, 20)], place);
    expect(breaks).toMatchObject([{ kind: 'broken-chain', range: { from: 10, to: 12 } }]);
  });

  test('breaks where the numbers of a link disagree', () => {
    expect(walkChain([link(1, 'open', 0, 0), commit(2, 0, 10, { records: 11 })], place).breaks).toHaveLength(1);
  });

  test('breaks where a link names an offset outside of it', () => {
    const stray = commit(2, 0, 10, { records: 11, deadLettered: [{ offset: 10, reason: 'x' }] });
    expect(walkChain([link(1, 'open', 0, 0), stray], place).breaks).toMatchObject([{ range: { from: 0, to: 10 } }]);
  });

  test('forgets after a reset what the reset retired, and covers it again', () => {
    const reset = link(6, 'reset', 30, 10, { retired: ['clicks/3.json', 'clicks/5.json'] });
    const state = walkChain([...whole, reset, link(7, 'open', 10, 10), commit(8, 10, 30)], place);
    expect(state.breaks).toEqual([]);
    expect(state.ranges.map(({ seq }) => seq)).toEqual([2, 8]);
    expect([...state.retired]).toEqual(['clicks/3.json', 'clicks/5.json']);
  });

  test('a reset that another reset follows counts for nothing', () => {
    const state = walkChain([...whole, link(6, 'reset', 30, 0), link(7, 'reset', 30, 20)], place);
    expect(state.breaks).toEqual([]);
    expect(state.ranges.map(({ seq }) => seq)).toEqual([2, 3]);
  });

  test('a reset inside of a commit is a contradiction', () => {
    expect(walkChain([...whole, link(6, 'reset', 30, 15)], place).breaks).toMatchObject([
      { range: { from: 10, to: 20 } },
    ]);
  });

  test('what a reset skipped is lost, not missing', () => {
    const reset = link(6, 'reset', 30, 50, { lost: [{ from: 30, to: 50, reason: 'skipped' }] });
    const state = walkChain([...whole, reset, link(7, 'open', 50, 50), commit(8, 50, 60)], place);
    expect(state.breaks).toEqual([]);
    expect(gapsOf(state)).toEqual([]);
    expect(state.lost).toEqual([{ from: 30, to: 50, reason: 'skipped' }]);
  });

  test('a retired file leaves its range, whose records are then not missing', () => {
    const state = walkChain([...whole, link(6, 'retire', 30, 30, { retired: ['clicks/3.json'] })], place);
    const range = state.ranges.find(({ seq }) => seq === 3);
    expect(range?.files).toEqual([]);
    expect(range?.retired.map(({ path }) => path)).toEqual(['clicks/3.json']);
  });

  test('a topic that was created again begins anew, its former files still count', () => {
    const before = whole.map((one) => ({ ...one, topicId: 'A' }));
    const after = [link(6, 'open', 0, 0, { topicId: 'B' }), commit(7, 0, 5, { topicId: 'B' })];
    const state = walkChain([...before, ...after], place);
    expect(state.breaks).toEqual([]);
    expect(state.covered).toEqual({ from: 0, to: 5 });
    expect(state.ranges.map(({ seq, former }) => [seq, former === true])).toEqual([
      [2, true],
      [3, true],
      [5, true],
      [7, false],
    ]);
  });
});

describe('a link that cannot be read says why', () => {
  const good = { version: 1, ...commit(2, 0, 10) };
  test.each([
    ['{', /JSON/],
    [JSON.stringify({ ...good, version: 2 }), /version 2/],
    [JSON.stringify({ ...good, kind: 'delete' }), /kind "delete" is unknown/],
    [JSON.stringify({ ...good, from: -1 }), /from is no whole number/],
    [
      JSON.stringify({ ...good, files: [{ ...good.files[0], path: '../../etc/passwd' }] }),
      /does not stay below the sink/,
    ],
    [JSON.stringify({ ...good, retired: ['/etc/passwd'] }), /does not stay below the sink/],
  ])('%s', (text, why) => {
    expect(() => parseLink(text)).toThrow(why);
  });
});

describe('files that take the place of others', () => {
  const old = (seq: number, from: number, to: number) => commit(seq, from, to, { contract: 'c' });
  const three = [link(1, 'open', 0, 0), old(2, 0, 10), old(3, 10, 20), old(4, 20, 30)];
  const joined = { path: 'clicks/5.json', records: 20, bytes: 20, first: 0, last: 19 };
  const replace = (more: Partial<Link> = {}) =>
    link(5, 'replace', 30, 30, { files: [joined], retired: ['clicks/2.json', 'clicks/3.json'], ...more });

  test('join the ranges of those, and the others stay', () => {
    const state = walkChain([...three, replace()], place);
    expect(state.breaks).toEqual([]);
    expect(
      state.ranges.map(({ from, to, records, files }) => [from, to, records, files.map(({ path }) => path)]),
    ).toEqual([
      [0, 20, 20, ['clicks/5.json']],
      [20, 30, 10, ['clicks/4.json']],
    ]);
    expect([...state.retired]).toEqual(['clicks/2.json', 'clicks/3.json']);
    expect(state.covered).toEqual({ from: 0, to: 30 });
    expect(gapsOf(state)).toEqual([]);
  });

  test('join also what lies between, whose files stay', () => {
    const files = [{ ...joined, last: 29 }];
    const state = walkChain([...three, replace({ files, retired: ['clicks/2.json', 'clicks/4.json'] })], place);
    expect(state.breaks).toEqual([]);
    expect(state.ranges.map(({ from, to, files }) => [from, to, files.map(({ path }) => path)])).toEqual([
      [0, 30, ['clicks/3.json', 'clicks/5.json']],
    ]);
  });

  test('are one range for a reset, which snaps back to its start', () => {
    const state = walkChain([...three, replace(), link(6, 'reset', 30, 10)], place);
    expect(state.breaks).toMatchObject([{ kind: 'broken-chain', range: { from: 0, to: 20 } }]);
    const right = walkChain([...three, replace(), link(6, 'reset', 30, 0)], place);
    expect(right.breaks).toEqual([]);
    expect(right.ranges).toEqual([]);
    expect(right.retired).toContain('clicks/5.json');
  });

  test.each([
    ['hold fewer records', replace({ files: [{ ...joined, records: 19 }] }), 'replaces 20 records by 19'],
    ['replace a file that is none', replace({ retired: ['clicks/2.json', 'clicks/x.json'] }), 'no commit names'],
    ['replace nothing', replace({ retired: ['clicks/x.json'] }), 'replaces files that no commit names'],
  ])('break the chain when they %s', (_, wrong, message) => {
    const { breaks } = walkChain([...three, wrong], place);
    expect(breaks.map((one) => one.message).join()).toContain(message);
  });

  test('break the chain when they join commits under several contracts', () => {
    const other = [...three.slice(0, 2), commit(3, 10, 20, { contract: 'd' }), ...three.slice(3)];
    expect(walkChain([...other, replace()], place).breaks).toMatchObject([
      { message: 'link 5 joins commits under several contracts' },
    ]);
  });

  test('change nothing where there are none: somebody asked, and nothing is left', () => {
    const order = link(5, 'compact', 30, 30, { compact: { before: '2026-01-01T00:00:00Z', bytes: 1 } });
    const state = walkChain([...three, order, link(6, 'replace', 30, 30)], place);
    expect(state.breaks).toEqual([]);
    expect(state.ranges).toEqual(walkChain(three, place).ranges);
  });
});

test('a `compact` link comes back as it was written', () => {
  const order = link(5, 'compact', 30, 30, { compact: { before: '2026-01-01T00:00:00Z', bytes: 1 } });
  expect(parseLink(JSON.stringify({ version: 1, ...order })).compact).toEqual(order.compact);
});

describe('dead letters that are stored later', () => {
  const letters = (...offsets: number[]) => offsets.map((offset) => ({ offset, reason: 'price is missing' }));
  const withLetters = (seq: number, from: number, to: number, ...offsets: number[]) =>
    commit(seq, from, to, {
      records: to - from,
      files: [
        { path: `clicks/${seq}.json`, records: to - from - offsets.length, bytes: 10, first: from, last: to - 1 },
      ],
      deadLettered: letters(...offsets),
    });
  const restore = (seq: number, at: number, restored: number[], more: Partial<Link> = {}) =>
    link(seq, 'restore', at, at, {
      records: restored.length,
      restored,
      files: [
        {
          path: `clicks/${seq}.json`,
          records: restored.length,
          bytes: 10,
          first: restored[0] ?? 0,
          last: restored.at(-1) ?? 0,
        },
      ],
      ...more,
    });
  const rejected = [link(1, 'open', 0, 0), withLetters(2, 0, 10, 3, 7), withLetters(3, 10, 20, 15)];
  const asked = link(4, 'retry', 20, 20, { retry: [{ offset: 3 }, { offset: 7 }, { offset: 15 }] });

  test('count once, and leave no gap behind', () => {
    const state = walkChain([...rejected, asked, restore(5, 20, [3, 15]), link(6, 'open', 20, 20)], place);
    expect(state.breaks).toEqual([]);
    expect(gapsOf(state)).toEqual([]);
    expect([...openLetters(state.ranges).keys()]).toEqual([7]);
    expect(state.ranges.at(-1)).toMatchObject({ seq: 5, records: 2, restored: [3, 15] });
  });

  test('a request alone changes nothing', () => {
    const state = walkChain([...rejected, asked, link(5, 'open', 20, 20)], place);
    expect(state.ranges).toEqual(walkChain(rejected, place).ranges);
  });

  test('stored a second time are a contradiction', () => {
    const state = walkChain([...rejected, restore(4, 20, [3]), restore(5, 20, [3, 7])], place);
    expect(state.breaks.map(({ message }) => message)).toEqual([
      'link 5 stores offset 3 again, which is no dead letter',
    ]);
  });

  test('that a link counts and does not name are a contradiction', () => {
    const state = walkChain([...rejected, restore(4, 20, [3], { records: 2 })], place);
    expect(state.breaks.map(({ message }) => message)).toEqual([
      'link 4 decided 2 records, its files, dead letters and tombstones are 1',
      'link 4 decided 2 records, and names 1',
    ]);
  });

  test('wait again when a reset takes back one that was stored with them', () => {
    const reset = link(6, 'reset', 20, 10, { retired: ['clicks/3.json', 'clicks/5.json'] });
    const state = walkChain([...rejected, asked, restore(5, 20, [3, 15]), reset], place);
    expect(state.breaks).toEqual([]);
    expect([...openLetters(state.ranges).keys()]).toEqual([3, 7]);
    expect(state.retired.has('clicks/5.json')).toBe(true);
  });

  test('stay when a reset begins behind them', () => {
    const reset = link(6, 'reset', 20, 10, { retired: ['clicks/3.json'] });
    const state = walkChain([...rejected, asked, restore(5, 20, [3, 7]), reset], place);
    expect([...openLetters(state.ranges).keys()]).toEqual([]);
  });
});
