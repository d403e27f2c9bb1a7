import { createReadStream, createWriteStream, existsSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../base/context.ts';
import { RefusedError, UsageError } from '../../base/errors.ts';
import type { Location } from '../../store/location.ts';
import { joinPath } from '../../store/store.ts';
import { transferProgress } from '../../ui/transfer-progress.ts';
import { committedFiles } from '../../verify/committed-files.ts';
import { isWithin, sinksAround } from '../shared/places.ts';

function counting(tell: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        tell(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

/** Copies one file to this machine; refuses to replace one. Returns the path it wrote. */
export async function download(
  { store, path }: Location,
  local: string | undefined,
  context: Context,
): Promise<string> {
  const entry = await store.stat(path);
  if (entry === undefined || entry.directory) {
    throw new UsageError(entry === undefined ? 'There is no such file' : 'That is a directory; name a file in it', {
      where: `${store.uri}${path}`,
    });
  }
  const given = resolve(context.directory, local ?? basename(path));
  const target = existsSync(given) && statSync(given).isDirectory() ? join(given, basename(path)) : given;
  if (existsSync(target)) throw new RefusedError('The file exists already', { where: target, hint: 'Name another.' });
  const progress = transferProgress(`Getting ${path}`, entry.bytes, context);
  try {
    await pipeline(await store.read(path), counting(progress.bytes), createWriteStream(target, { flags: 'wx' }));
  } catch (error) {
    // Half a file looks like a whole one, and the next try would refuse to replace it.
    rmSync(target, { force: true });
    throw error;
  } finally {
    progress.end();
  }
  return target;
}

/** Copies a file of this machine into a store. RefusedError where a sink keeps its committed files or log. */
export async function upload(context: Context, local: string, place: Location, overwrite: boolean): Promise<string> {
  const from = resolve(context.directory, local);
  if (!existsSync(from) || !statSync(from).isFile()) throw new UsageError('There is no such file', { where: from });
  const entry = await place.store.stat(place.path);
  const path = entry?.directory === true ? joinPath(place.path, basename(from)) : place.path;
  await refuseCommitted({ store: place.store, path });
  const progress = transferProgress(`Putting ${basename(from)}`, statSync(from).size, context);
  const content = createReadStream(from, { highWaterMark: 1 << 20 });
  try {
    await place.store.write(path, content.pipe(counting(progress.bytes)), overwrite);
  } finally {
    content.destroy();
    progress.end();
  }
  return `${place.store.uri}${path}`;
}

/** RefusedError where a sink keeps its committed files or log. */
export async function refuseCommitted(place: Location): Promise<void> {
  for (const sink of await sinksAround(place)) {
    const log = ['_log', '_owner', '_tmp'].some((name) => isWithin(place.path, joinPath(sink.root, name)));
    const committed = log ? [] : await committedFiles(sink);
    if (!log && !committed.some((file) => joinPath(sink.root, file.path) === place.path)) continue;
    throw new RefusedError(`The sink ${sink.connector} has committed what stands there`, {
      where: `${place.store.uri}${place.path}`,
      hint: 'Choose another path.',
    });
  }
}
