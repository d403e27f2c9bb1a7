import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Limiter } from '../../src/notify/limiter.ts';

test('nothing is lost or doubled, order is kept, and no window has more posts than it may', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 200, size: 'max' });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 5 }), (steps, posts) => {
      const limiter = new Limiter<number>({ posts, within: 100 });
      const told: { readonly at: number; readonly what: readonly number[] }[] = [];
      let now = 0;
      const look = () => {
        const due = limiter.due(now);
        if (due.length > 0) told.push({ at: now, what: due });
      };
      for (const [one, step] of steps.entries()) {
        now += step;
        look();
        if (limiter.admits(one, now)) told.push({ at: now, what: [one] });
      }
      now += 1_000;
      look();
      expect(told.flatMap(({ what }) => what)).toEqual([...steps.keys()]);
      expect(limiter.holding).toBe(0);
      const windows: number[] = [];
      for (const { at } of told) {
        const start = windows.at(-1);
        if (start === undefined || at - start >= 100) windows.push(at);
      }
      for (const start of windows) {
        expect(told.filter(({ at }) => at >= start && at < start + 100).length).toBeLessThanOrEqual(posts);
      }
    }),
  );
});
