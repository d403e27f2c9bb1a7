import type { Check, Plot } from '../../acceptance/report.ts';
import type { Finding, JudgedSink, Proof } from '../../verify/proof.ts';
import verify from '../verify.ts';
import { asked, type Stage } from './asked.ts';
import { attempt } from './attempt.ts';

const group = 'Stored exactly once';
const PATIENCE = 180_000;
const number = (value: number) => value.toLocaleString('en-US');

/** Proves every sink, each row compared with its record. */
export async function stored(
  stage: Stage,
): Promise<{ readonly checks: readonly Check[]; readonly plots: readonly Plot[] }> {
  let plots: readonly Plot[] = [];
  const checks = await attempt({ group, name: 'the sinks are proven', how: '`pipeline verify --deep`' }, async () => {
    const own = { sink: [], deep: true, full: true, wait: PATIENCE };
    const proof = await asked<Proof, typeof own>(stage, verify.run, stage.files, own);
    if (proof === undefined) return [];
    plots = [recordsPlot(proof)];
    return proof.sinks.map(checkOf);
  });
  return { checks, plots };
}

/** What the proof of one sink comes to. Pure. */
export function checkOf({ sink, ok, empty, partitions, findings, files, bytes }: JudgedSink): Check {
  const total = (of: 'records' | 'stored' | 'deadLettered' | 'duplicates' | 'retired') =>
    partitions.reduce((sum, partition) => sum + partition[of], 0);
  const dead = total('deadLettered');
  const failure = findings.find((finding) => finding.failure);
  const outcome = ok === null || empty ? 'unproven' : ok ? 'passed' : 'failed';
  const place = files === 0 ? '' : ` in ${number(files)} files of ${number(bytes)} bytes`;
  return {
    group,
    name: sink,
    outcome,
    found: `${number(total('stored') + total('retired') + dead)}${place}${dead === 0 ? '' : `, ${number(dead)} of them dead letters`}`,
    expected: number(total('records')),
    how: "committed records of the topics, each compared with its row by the tool's own reader (`pipeline verify --deep`)",
    ...(outcome === 'passed' ? {} : { problem: whyNot(failure ?? findings[0], empty) }),
    ...(outcome === 'failed' ? { hint: `\`pipeline verify --deep --sink ${sink}\` names every finding.` } : {}),
  };
}

function whyNot(finding: Finding | undefined, empty: boolean): string {
  if (finding === undefined) return empty ? 'not a single record was there to prove it by' : 'nothing tells why';
  const { kind, topic, partition, range, message } = finding;
  const at = range === undefined ? '' : `@${range.from}-${range.to}`;
  const place = topic === undefined ? '' : `${topic}${partition === undefined ? '' : `-${partition}${at}`}: `;
  return `${kind}: ${place}${message}`;
}

const recordsPlot = ({ sinks }: Proof): Plot => ({
  kind: 'bars',
  title: 'Records proven, by sink',
  unit: 'records',
  points: sinks.map(({ sink, partitions }) => ({
    name: sink,
    value: partitions.reduce((sum, { stored }) => sum + stored, 0),
  })),
});
