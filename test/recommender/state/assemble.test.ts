import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogRecord } from '../../../src/recommender/log/log-record.ts';
import { countersDigest, digestsOf, totalDigest } from '../../../src/recommender/model/digest.ts';
import type { LearnedState } from '../../../src/recommender/model/learned-state.ts';
import { Learner } from '../../../src/recommender/model/learner.ts';
import { Model } from '../../../src/recommender/model/model.ts';
import { Shards } from '../../../src/recommender/model/shards.ts';
import { modelOptions } from '../../../src/recommender/spec.ts';
import { assemble } from '../../../src/recommender/state/assemble.ts';
import { encodeSnapshot } from '../../../src/recommender/state/encode-snapshot.ts';
import { decodeSnapshot } from '../../../src/recommender/state/snapshot.ts';
import { history, logOf, spec } from '../written-logs.ts';

const [instances, shards] = [3, 5];

/**
 * What happens to the instances: one learns some records, one writes its state down, one is killed, or the work is
 * divided anew.
 */
const step = fc.oneof(
  fc.record({ kind: fc.constant('learn' as const), who: fc.nat(instances - 1), records: fc.nat(6) }),
  fc.record({ kind: fc.constant('keep' as const), who: fc.nat(instances - 1) }),
  fc.record({ kind: fc.constant('kill' as const), who: fc.nat(instances - 1), lost: fc.boolean() }),
  fc.record({
    kind: fc.constant('divide' as const),
    holders: fc.array(fc.nat(instances - 1), { minLength: shards, maxLength: shards }),
  }),
);

const forgetting = fc.record({ at: fc.nat(), user: fc.constantFrom('ann', 'bob') });

/** Instances as src/recommender/instance/learning.ts has them, without Kafka. */
class Fleet {
  readonly #log: readonly LogRecord[];
  readonly #snapshots: Buffer[] = [];
  readonly #learners: (Learner | undefined)[] = [undefined, undefined, undefined];
  #wanted: readonly (readonly number[])[] = [[0, 1, 2, 3, 4], [], []];

  constructor(log: readonly LogRecord[]) {
    this.#log = log;
  }

  learn(who: number, records: number): void {
    const learner = this.#learner(who);
    // The log is read from somewhere before, as after a fetch that began in a batch.
    const from = Math.max(0, learner.progress.applied - 2);
    const to = learner.progress.applied + records;
    for (const [index, record] of this.#log.slice(from, to).entries()) learner.apply(from + index, record, () => {});
  }

  keep(who: number): void {
    const learner = this.#learner(who);
    const { model, progress } = learner.state;
    if (!model.shards.level(progress.applied)) return;
    this.#snapshots.push(encodeSnapshot({ digest: learner.digest, log: '', model, progress }));
  }

  kill(who: number, lost: boolean): void {
    this.#learners[who] = undefined;
    if (lost) this.#snapshots.pop();
  }

  divide(holders: readonly number[]): void {
    this.#wanted = [0, 1, 2].map((who) => holders.flatMap((holder, shard) => (holder === who ? [shard] : [])));
    for (const [who, learner] of this.#learners.entries()) if (learner !== undefined) this.#assemble(who, learner);
  }

  get learners(): Learner[] {
    return this.#learners.map((_, who) => this.#learner(who));
  }

  #learner(who: number): Learner {
    return this.#learners[who] ?? this.#assemble(who);
  }

  #assemble(who: number, own?: Learner): Learner {
    const wanted = this.#wanted[who] ?? [];
    const kept = this.#snapshots.flatMap((bytes): LearnedState | [] => decodeSnapshot(bytes) ?? []);
    const level = own?.model.shards.level(own.progress.applied) === true ? [own.state] : [];
    const { model, progress } = assemble(wanted, [...level, ...kept], modelOptions(spec), shards);
    const learner = new Learner(spec, model, progress);
    this.#learners[who] = learner;
    return learner;
  }
}

test('whatever happens to instances, snapshots and the division of shards, all counts are those of one alone', () => {
  fc.assert(
    fc.property(
      history,
      fc.array(forgetting, { maxLength: 2 }),
      fc.array(step, { maxLength: 40 }),
      (given, forgotten, steps) => {
        const log: LogRecord[] = logOf(given);
        for (const { at, user } of forgotten) log.splice(at % log.length, 0, { kind: 'forget', user, sources: [] });
        const fleet = new Fleet(log);
        for (const one of steps) {
          if (one.kind === 'learn') fleet.learn(one.who, one.records);
          else if (one.kind === 'keep') fleet.keep(one.who);
          else if (one.kind === 'kill') fleet.kill(one.who, one.lost);
          else fleet.divide(one.holders);
        }
        for (const who of [0, 1, 2]) fleet.learn(who, log.length);
        const alone = new Learner(spec, new Model(modelOptions(spec), Shards.all(shards)));
        for (const [offset, record] of log.entries()) alone.apply(offset, record, () => {});
        const digests = fleet.learners.map(({ model }) => digestsOf(model));
        const together = new Map(digests.flatMap((digest) => [...digest.shards]));
        expect(together.size).toBe(shards);
        for (const { base } of digests) {
          expect(totalDigest({ base, shards: together })).toBe(countersDigest(alone.model));
        }
        for (const { progress } of fleet.learners) expect(progress).toEqual(alone.progress);
      },
    ),
    { numRuns: 300 },
  );
});
