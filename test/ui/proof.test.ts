import { expect, test } from 'vitest';
import { renderProof } from '../../src/ui/proof.ts';
import { type Finding, judged } from '../../src/verify/proof.ts';

const output = { write: () => undefined, isTerminal: false, columns: undefined, colour: false };

/** What is shown of a deep proof of one sink with these findings. */
const shown = (...findings: readonly Finding[]): string => {
  const sink = { sink: 'shop.lake', ok: true, empty: false, partitions: [], findings, files: 1, bytes: 9 };
  return renderProof({ version: 1, ok: true, empty: false, deep: true, cluster: 'embedded', sinks: [sink] }, output);
};

test('the last line does not say that every row was compared where some were not', () => {
  expect(shown()).toContain('in 1 file; every row was compared.');
  const unchecked = { kind: 'unchecked', failure: false, message: 'values were not compared' } as const;
  expect(shown(unchecked)).toContain('every row was compared, but for what is unchecked.');
});

test('without a single record nothing is called verified', () => {
  const sink = judged({ sink: 'shop.lake', ok: true, partitions: [], findings: [], files: 0, bytes: 0 });
  const proof = { version: 1, ok: true, empty: sink.empty, deep: false, cluster: 'embedded', sinks: [sink] } as const;
  expect(sink.empty).toBe(true);
  expect(renderProof(proof, output)).toMatch(/^Nothing to prove yet: there is no record\.\n$/);
  const other = { ...sink, sink: 'shop.full', empty: false };
  expect(renderProof({ ...proof, empty: false, sinks: [sink, other] }, output)).toMatch(
    /^Verified: .*Nothing to prove yet of shop\.lake\./,
  );
});
