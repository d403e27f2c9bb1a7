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

/** Every connector and job of the cluster: what verbs can name. */
export async function inventory(clients: Clients): Promise<readonly Item[]> {
  const [connectors, jobs] = await Promise.all([clients.connect.connectors(), clients.records().then(readJobs)]);
  return [
    ...connectors.map(connectorItem),
    ...jobs.map((record): Item => ({ kind: 'job', name: record.name, pipeline: record.pipeline, record })),
  ];
}
