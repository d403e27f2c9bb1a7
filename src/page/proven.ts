import type { ProofReport, StatusReport } from '../pipeline/status/report.ts';
import type { Proven } from './wire.ts';

/** The last scheduled proof of each sink and job that has one. */
export function provenOf(status: StatusReport | undefined): Readonly<Record<string, Proven>> {
  const reports = status === undefined ? [] : [...status.connectors, ...status.jobs];
  return Object.fromEntries(reports.flatMap(({ name, proof }) => (proof === undefined ? [] : [[name, told(proof)]])));
}

function told({ time, ok, deep, records, finding }: ProofReport): Proven {
  const amount = `${records.toLocaleString('en-US')} ${records === 1 ? 'record' : 'records'}`;
  return { time, ok, words: finding ?? `${amount}${deep ? ', every row compared' : ''}` };
}
