import { instantOf } from '../../base/time.ts';
import type { Clients } from '../../clients/clients.ts';
import { type LastProofs, readLastProofs, whyNotVerified } from '../../components/verify/last-proofs.ts';
import { readJobs } from '../../jobs/registry/jobs.ts';
import { VERIFY } from '../../verify/names.ts';
import type { ConnectorReport, ProofReport } from './report.ts';

/** What the jobs that prove pipelines have found last, by pipeline. */
export type ProofsByPipeline = ReadonlyMap<string, LastProofs>;

/** Reads what every job `PIPELINE.verify` keeps. */
export async function readProofs(clients: Pick<Clients, 'records'>): Promise<ProofsByPipeline> {
  const kafka = await clients.records();
  const jobs = (await readJobs(kafka)).filter(({ kind }) => kind === VERIFY);
  return new Map(
    await Promise.all(jobs.map(async ({ name, pipeline }) => [pipeline, await readLastProofs(kafka, name)] as const)),
  );
}

/** What `status` says of the last proof of a sink or a job. `now`: milliseconds since 1970. Pure. */
export function provenOf(
  name: string,
  pipeline: string | null,
  proofs: ProofsByPipeline,
  now: number,
): Pick<ConnectorReport, 'proof' | 'notVerified'> {
  const kept = pipeline === null ? undefined : proofs.get(pipeline);
  if (kept === undefined) return {};
  const last = kept.proofs.find(({ sink }) => sink === name);
  const why = whyNotVerified(kept, name, now);
  return {
    ...(last === undefined ? {} : { proof: reportOf(last, now) }),
    ...(why === undefined ? {} : { notVerified: why }),
  };
}

function reportOf({ time, ok, deep, records, finding }: LastProofs['proofs'][number], now: number): ProofReport {
  const age = Math.max(0, Math.round((now - (instantOf(time) ?? 0)) / 1_000));
  return { time, age, ok, deep, records, ...(finding === undefined ? {} : { finding }) };
}
