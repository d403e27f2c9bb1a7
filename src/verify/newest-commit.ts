import { type Entry, joinPath } from '../store/store.ts';
import type { SinkPlace } from './chain-files.ts';
import type { Link, LinkedFile } from './link.ts';

const LOOKS = 10;
const PAUSE = 200;

interface Looking {
  readonly sink: SinkPlace;
  /** Files that were there before the chain was read. */
  readonly listing: ReadonlyMap<string, Entry>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

type Whereabouts = 'in its place' | 'on its way' | 'gone';

/**
 * Whether the chain's newest link is a commit that is still being carried out: the sink creates the link first, then
 * renames its files or completes their uploads. Gives it two seconds. False also when a file is neither in its place
 * nor on its way: that is a loss.
 */
export async function isUnderWay({ sink, listing, pause }: Looking, newest: Link | undefined): Promise<boolean> {
  let awaited = filesOf(newest).filter(({ path }) => !listing.has(path));
  for (let look = 1; awaited.length > 0; look++) {
    const found = await Promise.all(awaited.map((file) => whereIs(sink, file)));
    if (look === LOOKS) return found.includes('on its way') && !found.includes('gone');
    awaited = awaited.filter((_, index) => found[index] !== 'in its place');
    if (awaited.length > 0) await pause(PAUSE);
  }
  return false;
}

/** Whether a file of the newest link is on its way at this moment. */
export async function hasFilesOnTheirWay(sink: SinkPlace, newest: Link | undefined): Promise<boolean> {
  const found = await Promise.all(filesOf(newest).map((file) => whereIs(sink, file)));
  return found.includes('on its way');
}

function filesOf(newest: Link | undefined): readonly LinkedFile[] {
  return newest?.files ?? [];
}

async function whereIs({ store, root }: SinkPlace, { path, temporary, upload }: LinkedFile): Promise<Whereabouts> {
  const target = joinPath(root, path);
  const arrived = async () => (await store.stat(target)) !== undefined;
  if (await arrived()) return 'in its place';
  const waits =
    temporary === undefined
      ? upload !== undefined && (await store.isUploading(target, upload))
      : (await store.stat(joinPath(root, temporary))) !== undefined;
  if (waits) return 'on its way';
  // it may have arrived between the two looks
  return (await arrived()) ? 'in its place' : 'gone';
}
