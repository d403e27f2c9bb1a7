import { expect, test } from 'vitest';
import { renderProof } from '../../src/ui/proof.ts';
import type { Finding } from '../../src/verify/proof.ts';

const output = { write: () => undefined, isTerminal: false, columns: undefined, colour: false };

/** What is shown of a deep proof of one sink with these findings. */
const shown = (...findings: readonly Finding[]): string => {
  const sink = { sink: 'shop.lake', ok: true, partitions: [], findings, files: 1, bytes: 9 };
  return renderProof({ version: 1, ok: true, deep: true, cluster: 'embedded', sinks: [sink] }, output);
};

test('the last line does not say that every row was compared where some were not', () => {
  expect(shown()).toContain('in 1 file; every row was compared.');
  const unchecked = { kind: 'unchecked', failure: false, message: 'values were not compared' } as const;
  expect(shown(unchecked)).toContain('every row was compared, but for what is unchecked.');
});
