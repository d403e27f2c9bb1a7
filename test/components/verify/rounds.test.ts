import { expect, test } from 'vitest';
import { type LastProofs, whyNotVerified } from '../../../src/components/verify/last-proofs.ts';
import { type LastProof, lastProofOf } from '../../../src/verify/last-proof.ts';
import type { JudgedSink } from '../../../src/verify/proof.ts';

const minute = 60_000;
const at = (minutes: number) => new Date(minutes * minute).toISOString();
const proof = (more: Partial<LastProof>): LastProof => ({
  version: 1,
  sink: 'shop.lake',
  time: at(0),
  ok: true,
  deep: false,
  records: 5,
  ...more,
});
const kept = (...proofs: readonly LastProof[]): LastProofs => ({
  schedule: { version: 1, every: 15 * minute, round: at(0) },
  proofs,
});

test('a sink counts as proven until its proof failed, or the next is overdue', () => {
  const why = (proofs: LastProofs, minutes: number) => whyNotVerified(proofs, 'shop.lake', minutes * minute);
  expect([why(kept(proof({})), 15), why(kept(proof({})), 30)]).toEqual([undefined, undefined]);
  expect(why(kept(proof({})), 31)).toBe(`it was last proven at ${at(0)}`);
  expect(why(kept(proof({ ok: false, finding: 'missing: clicks-0: 3 records' })), 1)).toBe(
    `its proof of ${at(0)} failed: missing: clicks-0: 3 records`,
  );
  // Of a sink that came after the last round nothing is known yet, and later that no round came.
  expect([why(kept(), 30), why(kept(), 31)]).toEqual([undefined, `it was never proven, since ${at(0)}`]);
  // Nobody proves what cannot be proven, nor where nothing is scheduled.
  expect([why(kept(proof({ ok: null })), 99), why({ proofs: [] }, 99)]).toEqual([undefined, undefined]);
});

test('of a proof its first failure is kept, with its place', () => {
  const sink: JudgedSink = {
    sink: 'shop.lake',
    ok: false,
    empty: false,
    partitions: [],
    findings: [
      { kind: 'unchecked', failure: false, message: 'not looked at' },
      { kind: 'file-missing', failure: true, message: 'it is gone', topic: 'clicks', partition: 2 },
      { kind: 'missing', failure: true, message: 'later' },
    ],
    files: 1,
    bytes: 1,
  };
  expect(lastProofOf(sink, true, at(1))).toEqual({
    version: 1,
    sink: 'shop.lake',
    time: at(1),
    ok: false,
    deep: true,
    records: 0,
    finding: 'file-missing: clicks-2: it is gone',
  });
});
