import type { Clients } from '../../clients/clients.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { type JobRecord, readJobs } from '../../jobs/registry/jobs.ts';
import { readMark } from '../compile/mark.ts';
import type { Named } from './select.ts';

export type Item = Named &
  ({ readonly kind: 'connector'; readonly live: LiveConnector } | { readonly kind: 'job'; readonly record: JobRecord });

function connectorItem(live: LiveConnector): Item {
  const mark = readMark(live);
  return { kind: 'connector', name: live.name, live, ...(mark === undefined ? {} : { pipeline: mark.pipeline }) };
}

/** Every connector of the cluster, ours or not. */
export async function connectorItems({ connect }: Pick<Clients, 'connect'>): Promise<readonly Item[]> {
  return (await connect.connectors()).map(connectorItem);
}

/** Every job that is declared in the cluster. */
export async function jobItems(clients: Pick<Clients, 'records'>): Promise<readonly Item[]> {
  const jobs = await readJobs(await clients.records());
  return jobs.map((record) => ({ kind: 'job', name: record.name, pipeline: record.pipeline, record }));
}

/** Every connector and job of the cluster: what verbs can name. */
export async function inventory(clients: Clients): Promise<readonly Item[]> {
  return (await Promise.all([connectorItems(clients), jobItems(clients)])).flat();
}
