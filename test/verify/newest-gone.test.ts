import { expect, test } from 'vitest';
import { type ChainState, emptyChain } from '../../src/verify/chain-state.ts';
import type { KeptProof } from '../../src/verify/kept.ts';
import type { Link } from '../../src/verify/link.ts';
import { type NewestGone, newestGone } from '../../src/verify/newest-gone.ts';

const none = { records: 0, files: [], deadLettered: [], tombstones: 0, lost: [], retired: [] };
const tip = (seq: number, to: number): Link => ({
  seq,
  kind: 'commit',
  writer: 'w',
  attempt: 1,
  time: 't',
  from: 0,
  to,
  ...none,
});
const chain = (seq: number, to: number, origin = 'first'): ChainState => ({
  ...emptyChain,
  tip: tip(seq, to),
  covered: { from: 0, to },
  reach: to,
  origin,
});
const kept = (state: ChainState, place = 'hdfs://n/lake'): KeptProof => ({
  version: 5,
  place,
  deep: false,
  fingerprint: '',
  chain: state,
  results: [],
});

const look = (more: Partial<NewestGone>) =>
  newestGone({ topic: 'clicks', partition: 0, place: 'hdfs://n/lake', chain: chain(5, 50), ...more }).map(
    ({ message, range }) => [message, range],
  );

test('an earlier proof knows of links that are gone', () => {
  expect(look({ kept: kept(chain(7, 70)) })).toEqual([
    ['an earlier proof saw link 7, and the chain ends at link 5', { from: 50, to: 70 }],
  ]);
  expect(look({ kept: kept(chain(7, 70)), chain: emptyChain })).toEqual([
    ['an earlier proof saw link 7, and the chain is gone', { from: 0, to: 70 }],
  ]);
});

test('the group knows of links that are gone', () => {
  expect(look({ groupPosition: 70 })).toEqual([
    ["the sink's group stands at offset 70, and the chain ends at 50", { from: 50, to: 70 }],
  ]);
});

test.each([
  ['has grown since', { kept: kept(chain(3, 30)), groupPosition: 50 }],
  ['began anew in its place', { kept: kept(chain(7, 70, 'another')) }],
  ['lies elsewhere now', { kept: kept(chain(7, 70), 'hdfs://n/pond') }],
  ['was reset to an earlier boundary than was asked for', { chain: { ...chain(6, 30), reach: 50 }, groupPosition: 35 }],
])('a chain that %s is whole', (_how, more) => {
  expect(look(more)).toEqual([]);
});
