import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divide, type Instance, type Share } from '../../../src/recommender/group/division.ts';

const fresh = (member: string, since: number): Instance => ({
  member,
  id: member,
  address: `${member}:1`,
  since,
  leads: false,
  shards: [],
  partitions: [],
});
const again = (shares: readonly Share[]): Instance[] => shares.map((share, since) => ({ ...share, since }));
const count = fc.integer({ min: 1, max: 40 });
const instances = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 });

function expectEven(parts: readonly (readonly number[])[], total: number): void {
  expect(parts.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: total }, (_, number) => number));
  const sizes = parts.map(({ length }) => length);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
}

test('whatever instances claim to have, all is given out evenly and exactly one leads', () => {
  const claims = fc.array(
    fc.record({ leads: fc.boolean(), shards: fc.array(fc.nat(45)), partitions: fc.array(fc.nat(45)) }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(claims, count, count, (claimed, shards, partitions) => {
      const all = claimed.map((claim, since) => ({ ...fresh(`m${since}`, since), ...claim }));
      const shares = divide(all, shards, partitions);
      expectEven(
        shares.map((share) => share.shards),
        shards,
      );
      expectEven(
        shares.map((share) => share.partitions),
        partitions,
      );
      expect(shares.filter(({ leads }) => leads)).toHaveLength(1);
      expect(divide([...all].reverse(), shards, partitions)).toEqual(shares);
    }),
  );
});

test('nobody loses anything when another leaves, and the leader stays', () => {
  fc.assert(
    fc.property(instances, count, fc.nat(7), (names, shards, gone) => {
      fc.pre(names.length > 1);
      const before = divide(
        names.map((name, since) => fresh(name, since)),
        shards,
        shards,
      );
      const left = again(before).filter((_, index) => index !== gone % names.length);
      const after = divide(left, shards, shards);
      for (const { member, shards: had, leads } of left) {
        const share = after.find((one) => one.member === member);
        expect(had.filter((shard) => !share?.shards.includes(shard))).toEqual([]);
        if (leads) expect(share?.leads).toBe(true);
      }
    }),
  );
});

test('a new instance takes its part and moves nothing between the others', () => {
  fc.assert(
    fc.property(instances, count, (names, shards) => {
      const before = divide(
        names.map((name, since) => fresh(name, since)),
        shards,
        3,
      );
      const after = divide([...again(before), fresh('newest', 99)], shards, 3);
      for (const { member, shards: had } of before) {
        const share = after.find((one) => one.member === member);
        expect(share?.shards.filter((shard) => !had.includes(shard))).toEqual([]);
      }
    }),
  );
});
