import type { Clients } from '../../clients/clients.ts';
import { kafkaError } from '../../clients/kafka/errors.ts';
import { readTopics } from '../../clients/kafka/topic-settings.ts';
import { readJobs } from '../../jobs/registry/jobs.ts';
import type { LiveState } from '../plan/live.ts';

/**
 * The cluster as it is now. `topics` are the names to look up, `secrets` the names that are set, where they can be
 * seen.
 */
export async function readLive(
  clients: Clients,
  topics: readonly string[],
  secrets: readonly string[] | undefined,
): Promise<LiveState> {
  const [connectors, plugins, { found, existing }, jobs] = await Promise.all([
    clients.connect.connectors(),
    clients.connect.plugins(),
    clients
      .admin()
      .then(async (admin) => ({ found: await readTopics(admin, topics), existing: await admin.listTopics() }))
      .catch((error: unknown) => {
        throw kafkaError(error, 'topics');
      }),
    clients.records().then(readJobs),
  ]);
  return { connectors, plugins: plugins.map((plugin) => plugin.class), topics: found, existing, jobs, secrets };
}
