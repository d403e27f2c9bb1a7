import type { Context } from '../../base/context.ts';
import { kafkaClient, kafkaConfig, withAdmin } from '../../clients/kafka/client.ts';
import { RawKafka } from '../../clients/kafka/fetch.ts';
import { follow } from '../../clients/kafka/follow.ts';
import { persistently } from '../../clients/kafka/persistently.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { ensureJobTopics, JOBS, type JobRecord, jobOf, readJobStatus } from '../registry/jobs.ts';
import { holdLease } from '../registry/lease.ts';
import type { Hosting } from './hosted-job.ts';
import { StatusWriter } from './status-writer.ts';
import { Supervisor } from './supervisor.ts';

const GROUP = '_pipeline.host';

export interface HostOptions extends Pick<Hosting, 'command'> {
  /** Kinds of jobs that `command` knows how to start. */
  readonly kinds: readonly string[];
}

/**
 * Hosts the cluster's jobs until the context's signal. Of all hosts of a cluster one works at a time: the holder of the
 * only partition of `_pipeline.jobs` in the group `_pipeline.host`; the others wait to take over.
 */
export async function host(addresses: ClusterAddresses, context: Context, options: HostOptions): Promise<void> {
  const log = (line: string) => context.messages.write(`${new Date(context.clock.now()).toISOString()} ${line}\n`);
  const config = kafkaConfig(addresses, context, 'service');
  await persistently({ ...context, log }, () =>
    withAdmin(kafkaClient(addresses, context, 'service'), JOBS, (admin) =>
      ensureJobTopics(admin, addresses.defaults.replication),
    ),
  );
  if (context.signal.aborted) return;
  log('ready; waiting to be the host of this cluster');
  await persistently({ ...context, log }, () =>
    holdLease(config, { group: GROUP, topic: JOBS, clock: context.clock, signal: context.signal }, async ({ lost }) => {
      log('this process hosts the jobs');
      await hostJobs(addresses, { ...context, signal: lost }, log, options);
      log('this process no longer hosts the jobs');
    }),
  );
}

/** Whether the cluster has a host now, be it this machine's or another. */
export function hasHost(addresses: ClusterAddresses, context: Context): Promise<boolean> {
  return withAdmin(kafkaClient(addresses, context), GROUP, async (admin) => {
    const { groups } = await admin.describeGroups([GROUP]);
    return groups.some(({ members }) => members.length > 0);
  });
}

/** Hosts jobs until the signal; then all of them have stopped. */
async function hostJobs(
  addresses: ClusterAddresses,
  context: Context,
  log: (line: string) => void,
  { command, kinds }: HostOptions,
): Promise<void> {
  let leaving = false;
  const statuses = new StatusWriter(kafkaClient(addresses, context, 'service'), () =>
    supervisor.jobs.map((job) => {
      const status = job.status(addresses.name);
      // Stopped only here: the next host will say how it is.
      return leaving && declared.get(status.name)?.state === 'running' ? { ...status, state: 'UNKNOWN' } : status;
    }),
  );
  const supervisor = new Supervisor({ command, clock: context.clock, log, changed: () => statuses.changed() });
  const declared = new Map<string, JobRecord>();
  /** Jobs with a status and, once everything is read, perhaps no declaration. */
  const gone = new Set<string>();
  const reporting = statuses.run(context.clock, context.signal);
  await persistently({ ...context, log }, async () => {
    const kafka = new RawKafka(kafkaConfig(addresses, context, 'service'));
    try {
      await kafka.connect();
      const { start, end } = await kafka.bounds(JOBS, 0);
      for (const { name } of await readJobStatus(kafka)) gone.add(name);
      for await (const chunk of follow(kafka, [{ topic: JOBS, partition: 0, offset: start }], context.signal)) {
        for (const { key, value } of chunk.records) {
          const name = key?.toString() ?? '';
          const job = value === null ? undefined : jobOf(value);
          if (job !== undefined && kinds.includes(job.kind)) declared.set(name, job);
          else if (declared.delete(name)) gone.add(name);
          if (job !== undefined && !declared.has(name)) log(`${name}: this version runs no jobs of kind ${job.kind}`);
        }
        // Older states of a job that compaction has not removed yet must not be started.
        if (chunk.to < end) continue;
        await supervisor.reconcile(declared);
        for (const name of gone) if (!declared.has(name)) statuses.end(name);
        gone.clear();
      }
    } finally {
      await kafka.close();
    }
  });
  leaving = true;
  await supervisor.reconcile(new Map([...declared].map(([name, job]) => [name, { ...job, state: 'stopped' }])));
  await reporting;
  await statuses.close();
}
