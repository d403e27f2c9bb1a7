import type { Context } from '../../base/context.ts';
import { UnhealthyError } from '../../base/errors.ts';
import { kafkaError, kafkaErrorType } from '../../clients/kafka/errors.ts';
import type { Stores } from '../../store/location.ts';
import type { Hands } from './carry-out.ts';
import type { Remains } from './deletion.ts';
import { settle } from './settle.ts';

const attempts = 30;
const pause = 1_000;

/** Stops sources and makes Connect forget their offsets, which outlive the connectors. */
export async function forgetOffsets(sources: readonly string[], { clients, clock, signal }: Hands): Promise<void> {
  const { connect } = clients;
  for (const source of sources) await connect.setState(source, 'stopped');
  const expected = { connectors: Object.fromEntries(sources.map((source) => [source, 'stopped' as const])), jobs: {} };
  await settle(clients, expected, { clock, signal, timeout: attempts * pause, looks: 1, onWait: () => undefined });
  for (const source of sources) await connect.resetOffsets(source);
}

/** A group can go only when its last member has left, which takes a moment after its connector went. */
async function deleteGroups(groups: readonly string[], { clients, clock, signal }: Hands): Promise<void> {
  const admin = await clients.admin();
  const known = new Set((await admin.listGroups()).groups.map(({ groupId }) => groupId));
  for (const group of groups.filter((name) => known.has(name))) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await admin.deleteGroups([group]);
        break;
      } catch (error) {
        const type = groupErrorType(error);
        if (type === 'GROUP_ID_NOT_FOUND') break;
        if (type !== 'NON_EMPTY_GROUP') throw kafkaError(error, `consumer group ${group}`);
        if (attempt === attempts)
          throw new UnhealthyError('Somebody still reads with it', { where: `consumer group ${group}` });
        await clock.sleep(pause, signal);
      }
    }
  }
}

function groupErrorType(error: unknown): string | undefined {
  const nested =
    error instanceof Error && 'groups' in error && Array.isArray(error.groups) ? error.groups[0] : undefined;
  return kafkaErrorType(nested?.error ?? error);
}

/** Removes what connectors left behind: files with their commit logs, groups, topics, in this order. */
export async function purge(
  remains: Remains,
  hands: Hands,
  stores: Stores,
  { messages }: Pick<Context, 'messages'>,
): Promise<void> {
  for (const files of remains.files) {
    messages.write(`Deleting the ${files.what} of ${files.connector}\n`);
    await files.remove(stores);
  }
  for (const directory of remains.directories) {
    messages.write(`Deleting ${directory}\n`);
    const { store, path } = await stores.locate(directory);
    await store.remove(path, true);
  }
  for (const root of remains.roots) {
    const { store, path } = await stores.locate(root);
    if ((await store.stat(path)) !== undefined && (await store.list(path)).length === 0) await store.remove(path, true);
  }
  await deleteGroups(remains.groups, hands);
  if (remains.topics.length === 0) return;
  try {
    await (await hands.clients.admin()).deleteTopics({ topics: [...remains.topics] });
  } catch (error) {
    throw kafkaError(error, remains.topics.join(', '));
  }
}
