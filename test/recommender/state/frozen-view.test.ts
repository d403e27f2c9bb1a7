import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogRecord } from '../../../src/recommender/log/log-record.ts';
import { CountRows } from '../../../src/recommender/model/count-rows.ts';
import { Learner } from '../../../src/recommender/model/learner.ts';
import { Model } from '../../../src/recommender/model/model.ts';
import { Shards } from '../../../src/recommender/model/shards.ts';
import { modelOptions } from '../../../src/recommender/spec.ts';
import { encodeSnapshot, streamSnapshot } from '../../../src/recommender/state/encode-snapshot.ts';
import { checksum } from '../../../src/recommender/state/snapshot.ts';
import { history, logOf, spec } from '../written-logs.ts';

/** What goes on while a snapshot is being written. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('learn' as const), records: fc.nat(4) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), pieces: fc.nat(6) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('forget' as const), user: fc.constantFrom('ann', 'bob') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const), item: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), shard: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('give' as const), shard: fc.nat(4) }) },
);

const limits = fc.record({ users: fc.option(fc.integer({ min: 1, max: 3 })), decays: fc.boolean() });

test('a snapshot holds what was learned at its moment, whatever is learned, forgotten and given away while it is written', () => {
  fc.assert(
    fc.property(
      history,
      fc.nat(30),
      limits,
      fc.array(step, { maxLength: 60 }),
      (given, cut, { users, decays }, steps) => {
        const log: LogRecord[] = logOf(given);
        const options = {
          ...modelOptions(spec),
          ...(users !== null && { users }),
          ...(decays && { decay: { popularity: 1000, profile: 1000 } }),
        };
        const learner = new Learner(spec, new Model(options, Shards.all(5)));
        const { model } = learner;
        let next = 0;
        const learn = (record: LogRecord | undefined) => learner.apply(next++, record, () => {});
        const rest = [...log];
        for (const record of rest.splice(0, cut)) learn(record);
        const snapshot = { digest: learner.digest, log: 'l', ...learner.state };
        const expected = encodeSnapshot(snapshot);
        const written: Buffer[] = [];
        const pieces = streamSnapshot(snapshot, 1).pieces[Symbol.iterator]();
        const write = () => {
          const { done, value } = pieces.next();
          if (done !== true) written.push(value);
          return done !== true;
        };
        for (const one of steps) {
          if (one.kind === 'learn') for (const record of rest.splice(0, one.records)) learn(record);
          if (one.kind === 'forget') learn({ kind: 'forget', user: one.user, sources: [] });
          if (one.kind === 'read') model.pairs(one.item).get(0);
          if (one.kind === 'release' && model.shards.holds(one.shard)) model.release(one.shard);
          if (one.kind === 'give' && model.shards.holds(one.shard)) giveAndChange(model, one.shard);
          for (let left = one.kind === 'write' ? one.pieces : 0; left > 0 && write(); ) left--;
        }
        while (write());
        const body = Buffer.concat(written);
        expect(Buffer.concat([body, checksum(body)]).equals(expected)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

/** Another model takes the rows of a shard over, and goes on counting in them. */
function giveAndChange(model: Model, shard: number): void {
  const other = new Model(model.options, Shards.only(5, []), model.users, model.items);
  other.adopt(shard, model, 0, 0);
  for (let item = 0; item < model.size; item++)
    if (model.shards.of(item) === shard) other.counters.pairs.add(item, 0, 1);
  other.counters.pairs.row(0);
  model.release(shard);
}

test('a second view before the first was gone through is refused: the first would miss changes', () => {
  const rows = new CountRows();
  rows.add(0, 1, 1);
  const first = rows.freeze((row) => row.get(1));
  expect(() => rows.freeze((row) => row.get(1))).toThrow(RangeError);
  rows.add(0, 1, 1);
  rows.row(0);
  expect([...first]).toEqual([1]);
  expect([...rows.freeze((row) => row.get(1))]).toEqual([2]);
});
