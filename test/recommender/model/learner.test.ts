import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnhealthyError } from '../../../src/base/errors.ts';
import { packLogRecord, unpackLogRecord } from '../../../src/recommender/log/log-codec.ts';
import type { EventsRecord, SourcedEvent } from '../../../src/recommender/log/log-record.ts';
import { sourceKey } from '../../../src/recommender/log/progress.ts';
import { countersDigest } from '../../../src/recommender/model/digest.ts';
import { Learner } from '../../../src/recommender/model/learner.ts';
import { encodeSnapshot } from '../../../src/recommender/state/encode-snapshot.ts';
import { decodeSnapshot } from '../../../src/recommender/state/snapshot.ts';
import { counts } from '../naive.ts';
import { history, logOf, reading, spec } from '../written-logs.ts';

/** Every event once, at its first place in the log. */
function firstOnes(log: readonly EventsRecord[]): SourcedEvent[] {
  const seen = new Set<string>();
  return log
    .flatMap(({ events }) => events)
    .filter(({ source, offset }) => {
      const key = `${source} ${offset}`;
      return !seen.has(key) && seen.add(key);
    });
}

function learn(log: readonly EventsRecord[], learner = new Learner(spec)): Learner {
  for (const [offset, record] of log.entries()) learner.apply(offset, unpackLogRecord(packLogRecord(record)), () => {});
  return learner;
}

test('however often and in whatever pieces the sources were written, every event counts once', () => {
  fc.assert(
    fc.property(history, (given) => {
      const log = logOf(given);
      const learner = learn(log);
      const once = firstOnes(log);
      expect(learner.progress.events).toBe(given.sources[0].length + given.sources[1].length);
      expect(learner.progress.duplicates).toBe(log.flatMap(({ events }) => events).length - once.length);
      const weighted = once.map(({ user, item, type, rating }) => ({
        user,
        item,
        weight: rating ?? spec.weights[type] ?? 0,
      }));
      const { itemCount } = counts(weighted, spec.history);
      const { items, counters } = learner.model;
      for (const [item, count] of itemCount) expect(counters.itemCount[items.find(item) ?? -1]).toBe(count);
    }),
    { numRuns: 200 },
  );
});

test('a restart from a snapshot anywhere ends in the same counters as an uninterrupted run', () => {
  fc.assert(
    fc.property(history, fc.nat(60), fc.nat(10), (given, cut, again) => {
      const log = logOf(given);
      const whole = learn(log);
      const first = learn(log.slice(0, cut));
      const { model, progress, digest } = first;
      const restored = decodeSnapshot(encodeSnapshot({ digest, log: '', model, progress }));
      if (restored === undefined) throw new Error('the snapshot cannot be read');
      const second = new Learner(spec, restored.model, restored.progress);
      // The tail is read again from somewhere before the snapshot, as after a seek to an older offset.
      const from = Math.max(0, restored.progress.applied - again);
      for (const [index, record] of log.slice(from).entries()) second.apply(from + index, record, () => {});
      expect(countersDigest(second.model)).toBe(countersDigest(whole.model));
      expect(second.progress).toEqual(whole.progress);
    }),
    { numRuns: 200 },
  );
});

test('a hole in the log stops the learner and is named', () => {
  const record = (from: number, to: number): EventsRecord => ({
    kind: 'events',
    reading,
    coverage: [{ topic: 'views', id: '', partition: 0, from, to }],
    events: [],
    broken: [],
  });
  const learner = learn([record(0, 5)]);
  expect(() => learner.apply(1, record(7, 9), () => {})).toThrow(UnhealthyError);
  expect(learner.progress.covered.get(sourceKey('views', 0))).toBe(5);
});

test('records of another reading of the sources are left alone', () => {
  const other: EventsRecord = {
    kind: 'events',
    reading: 'another',
    coverage: [{ topic: 'views', id: '', partition: 0, from: 0, to: 9 }],
    events: [],
    broken: [],
  };
  const { progress } = learn([other]);
  expect(progress.covered.size).toBe(0);
  expect(progress.applied).toBe(1);
});

test('a log that goes on with a topic that was created again stops the learner', () => {
  const record = (id: string, from: number, to: number): EventsRecord => ({
    kind: 'events',
    reading,
    coverage: [{ topic: 'views', id, partition: 0, from, to }],
    events: [],
    broken: [],
  });
  const learner = learn([record('aa'.repeat(16), 0, 5)]);
  expect(() => learner.apply(1, record('bb'.repeat(16), 5, 9), () => {})).toThrow('another topic of the name views');
});
