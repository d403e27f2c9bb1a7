import { printable } from '../base/text/printable.ts';
import type { ProofReport, StatusReport } from '../pipeline/status/report.ts';
import type { LastProof } from '../verify/last-proof.ts';
import type { Proven } from './wire/overview.ts';

/** The last proof of each sink and job that has one: of those that are made again and again, and those made here. */
export function provenOf(
  status: StatusReport | undefined,
  made: readonly LastProof[],
): Readonly<Record<string, Proven>> {
  const reports = status === undefined ? [] : [...status.connectors, ...status.jobs];
  const proofs = new Map<string, Proven>();
  for (const { name, proof } of reports) if (proof !== undefined) proofs.set(name, told(proof));
  for (const proof of made) {
    const other = proofs.get(proof.sink);
    if (other === undefined || other.time < proof.time) proofs.set(proof.sink, told(proof));
  }
  return Object.fromEntries(proofs);
}

function told({ time, ok, deep, records, finding }: Omit<ProofReport, 'age'>): Proven {
  if (ok === true && records === 0) return { time, ok, empty: true, words: 'no record was there to prove it by' };
  const amount = `${records.toLocaleString('en-US')} ${records === 1 ? 'record' : 'records'}`;
  return { time, ok, words: printable(finding ?? `${amount}${deep ? ', every row compared' : ''}`) };
}
