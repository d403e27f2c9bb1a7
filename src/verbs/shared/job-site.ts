import { globSync } from 'node:fs';
import { basename } from 'node:path';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { makePrivateFolder } from '../../base/private-folder.ts';
import type { Clients } from '../../clients/clients.ts';
import type { JobSite } from '../../jobs/runner.ts';
import type { DesiredState } from '../../pipeline/compile/desired.ts';
import { joinPath } from '../../store/store.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { homeOf, logFile } from '../../target/home.ts';
import { committedFiles } from '../../verify/committed-files.ts';
import { holdsTombstones } from '../../verify/tombstones.ts';
import { chainSink } from './sinks.ts';

/** The name of the log of a job among the logs of the cluster's processes. */
export const jobLog = (name: string): string => `job-${name}`;

/** The jobs that have such a log here. */
export function loggedJobs(context: Context): readonly string[] {
  return globSync(`${jobLog('*')}.log`, { cwd: homeOf(context).logs }).map((file) =>
    basename(file, '.log').slice(jobLog('').length),
  );
}

/** What a run of job `name` may touch of a cluster. */
export function jobSite(
  name: string,
  source: {
    readonly context: Context;
    readonly options: GlobalOptions;
    readonly clients: Clients;
    readonly cluster: ClusterAddresses;
    /** Where sinks are declared that do not run; by default config/. */
    readonly declared?: DesiredState['connectors'];
  },
  progress: (text: string) => void,
): JobSite {
  const { context, clients, cluster } = source;
  const home = homeOf(context);
  for (const folder of [home.logs, home.tmp]) makePrivateFolder(folder);
  return {
    context,
    cluster,
    records: () => clients.records(),
    log: logFile(home, jobLog(name)),
    progress,
    async manifest({ sink: reference }) {
      const sink = await chainSink(source, reference, source.declared);
      const committed = (await committedFiles(sink)).filter(({ path }) => !holdsTombstones(path));
      return committed.map(({ path, topic, partition, range, records, bytes }) => {
        const uri = `${sink.store.uri}${joinPath(sink.root, path)}`;
        return { uri, topic, partition, end: range.to, records, bytes };
      });
    },
    async missingTopics(topics) {
      const existing = await (await clients.admin()).listTopics();
      return topics.filter((topic) => !existing.includes(topic));
    },
  };
}
