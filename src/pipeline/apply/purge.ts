import type { Admin } from 'kafkajs';
import type { Context } from '../../base/context.ts';
import { UnhealthyError } from '../../base/errors.ts';
import { kafkaError, kafkaErrorType } from '../../clients/kafka/errors.ts';
import type { Stores } from '../../store/location.ts';
import type { Hands } from './carry-out.ts';
import type { Remains } from './deletion.ts';
import { settle } from './settle.ts';

type Output = Pick<Context, 'messages'>;

const attempts = 30;
const pause = 1_000;
/** Longer than Connect's sinks stay members without a sign (45 s), or try to commit (60 s). */
const groupAttempts = 120;
const untold = 5;

/** Stops sources and makes Connect forget their offsets, which outlive the connectors. */
export async function forgetOffsets(sources: readonly string[], { clients, clock, signal }: Hands): Promise<void> {
  const { connect } = clients;
  for (const source of sources) await connect.setState(source, 'stopped');
  const expected = { connectors: Object.fromEntries(sources.map((source) => [source, 'stopped' as const])), jobs: {} };
  await settle(clients, expected, { clock, signal, timeout: attempts * pause, looks: 1, onWait: () => undefined });
  for (const source of sources) await connect.resetOffsets(source);
}

/** Deletes those of `groups` that exist. */
async function deleteGroups(groups: readonly string[], hands: Hands, { messages }: Output): Promise<void> {
  const admin = await hands.clients.admin();
  const known = new Set((await admin.listGroups()).groups.map(({ groupId }) => groupId));
  for (const group of groups.filter((name) => known.has(name))) {
    const where = `consumer group ${group}`;
    const onWait = () => messages.write(`Waiting until the last member of ${where} has left (at most 2 min)\n`);
    await deleteGroup(admin, group, where, hands, onWait);
  }
}

/**
 * A group can go only when its last member has left: that takes a moment after its connector went, and up to a minute
 * where the member commits a position in a topic that is gone, or is no longer heard of.
 */
async function deleteGroup(
  admin: Admin,
  group: string,
  where: string,
  { clock, signal }: Hands,
  onWait: () => void,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.deleteGroups([group]);
      return;
    } catch (error) {
      const type = groupErrorType(error);
      if (type === 'GROUP_ID_NOT_FOUND') return;
      if (type !== 'NON_EMPTY_GROUP') throw kafkaError(error, where);
      if (attempt === groupAttempts) throw new UnhealthyError('Somebody still reads with it', { where, hint });
      if (attempt === untold) onWait();
      await clock.sleep(pause, signal);
    }
  }
}

const hint =
  'What it stored and its topics stay. Declare it again once the reader is gone, and delete it with --purge again.';

function groupErrorType(error: unknown): string | undefined {
  const nested =
    error instanceof Error && 'groups' in error && Array.isArray(error.groups) ? error.groups[0] : undefined;
  return kafkaErrorType(nested?.error ?? error);
}

/**
 * Removes what connectors left behind: groups, files with their commit logs, topics, in this order. A group without
 * members tells that no task writes any more.
 */
export async function purge(remains: Remains, hands: Hands, stores: Stores, { messages }: Output): Promise<void> {
  await deleteGroups(remains.groups, hands, { messages });
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
  if (remains.topics.length === 0) return;
  try {
    await (await hands.clients.admin()).deleteTopics({ topics: [...remains.topics] });
  } catch (error) {
    throw kafkaError(error, remains.topics.join(', '));
  }
}
