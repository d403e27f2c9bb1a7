import { isRecord } from '../../base/values.ts';
import { topicsFound, topicsNamed } from '../../clients/connect/topics-read.ts';
import type { Stores } from '../../store/location.ts';
import { pathText } from '../../store/path-text.ts';
import { joinPath, type Store } from '../../store/store.ts';
import type { DeployedSink, Kind, StoredRemains } from '../kind.ts';

type Sink = Pick<DeployedSink, 'name' | 'config'>;

/** What a deleted sink leaves: the directories of its topics and its commit log. */
export const remains: NonNullable<Kind['remains']> = { of: remainsOf, remove };

function remainsOf({ name, config }: Sink): StoredRemains {
  return {
    connector: name,
    what: 'files and commit log',
    path: config.path ?? '',
    topics: topicsNamed(config),
  };
}

async function ownerOf(store: Store, path: string): Promise<string | undefined> {
  if ((await store.stat(path)) === undefined) return undefined;
  const owner: unknown = JSON.parse((await store.readWhole(path)).toString());
  return isRecord(owner) && owner.connector !== undefined ? String(owner.connector) : undefined;
}

/** Names of topics, as paths write them, whose directories some sink has claimed. */
const claimed = async (store: Store, root: string): Promise<readonly string[]> =>
  (await store.list(joinPath(root, '_owner'))).map(({ path }) => path.slice(path.lastIndexOf('/') + 1));

/**
 * Removes the directories of the topics that this sink owns, its commit log, and the owner files last; then what is
 * empty.
 */
async function remove(sink: Sink, stores: Stores): Promise<void> {
  const { connector, path, topics } = remainsOf(sink);
  const { store, path: root } = await stores.locate(path);
  const found = topicsFound(sink.config, []) === undefined ? [] : await claimed(store, root);
  for (const topic of [...topics.map(pathText), ...found]) {
    const owner = joinPath(root, '_owner', topic);
    if ((await ownerOf(store, owner)) !== connector) continue;
    await store.remove(joinPath(root, topic), true);
    await store.remove(joinPath(root, '_log', pathText(connector), topic), true);
    await store.remove(owner, false);
  }
  for (const part of ['_log', '_tmp']) await store.remove(joinPath(root, part, pathText(connector)), true);
  // A sink that never had a record has not even made its directory.
  if ((await store.stat(root)) !== undefined && (await store.usage(root)).files === 0) await store.remove(root, true);
}
