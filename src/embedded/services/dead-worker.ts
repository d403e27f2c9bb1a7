import type { GroupDescription } from 'kafkajs';
import type { Broker } from '../../clients/kafka/kafkajs-internals.ts';
import type { Site } from '../service.ts';
import { withBroker } from './kafka.ts';

const WORKERS = '_connect';
/** How Connect names the groups of its sinks, and their consumers. */
const SINKS = 'connect-';
const CONSUMER = 'connector-consumer-';

/** Members of sinks whose worker is dead. */
const consumersOf = ({ members }: GroupDescription) => members.filter(({ clientId }) => clientId.startsWith(CONSUMER));

async function leave(coordinator: Broker, groupId: string, memberIds: readonly string[]): Promise<void> {
  // One that has gone meanwhile is gone.
  for (const memberId of memberIds) await coordinator.leaveGroup({ groupId, memberId }).catch(() => undefined);
}

/**
 * Has the worker that died, and the consumers of its sinks, leave their groups: without it a new worker and its tasks
 * wait until the sessions of the dead have ended, ten seconds. Called when this machine's worker is known to be dead.
 * Its sinks' consumers are only touched where no other worker might own them.
 */
export async function dismissDeadWorker(site: Site): Promise<void> {
  const address = `http://127.0.0.1:${site.port('connect')}/`;
  await withBroker(site, async (admin, config) => {
    const [workers] = (await admin.describeGroups([WORKERS])).groups;
    const dead = workers?.members.filter(({ memberMetadata }) => memberMetadata.includes(address)) ?? [];
    if (workers === undefined || dead.length === 0) return;
    const sinks = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(SINKS));
    const alone = dead.length === workers.members.length && sinks.length > 0;
    const owned = alone ? (await admin.describeGroups(sinks)).groups : [];
    const { openCluster } = await import('../../clients/kafka/kafkajs-internals.ts');
    const cluster = openCluster(config);
    try {
      await cluster.connect();
      for (const { groupId, members } of [
        { groupId: WORKERS, members: dead },
        ...owned.map((group) => ({ groupId: group.groupId, members: consumersOf(group) })),
      ]) {
        const ids = members.map(({ memberId }) => memberId);
        if (ids.length > 0) await leave(await cluster.findGroupCoordinator({ groupId }), groupId, ids);
      }
    } finally {
      await cluster.disconnect();
    }
  });
}
