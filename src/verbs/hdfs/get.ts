import { createWriteStream, existsSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../base/context.ts';
import { PipelineError, RefusedError, UsageError } from '../../base/errors.ts';
import { systemError } from '../../base/system-error.ts';
import { printable } from '../../base/text/printable.ts';
import type { Location } from '../../store/location.ts';
import { showLine } from '../../ui/show.ts';
import { transferProgress } from '../../ui/transfer-progress.ts';
import { placeOf } from '../shared/places.ts';
import { defineVerb } from '../verb.ts';
import { counting } from './counting.ts';
import { withPlaces } from './with-places.ts';

/** `hdfs get PATH [LOCAL]` */
export default defineVerb({
  usage: 'hdfs get <path> [local]',
  summary: 'copy a file here',
  example: 'pipeline hdfs get /data/words.txt words.txt',
  flags: {},
  completes: { local: { from: ['files'] } },
  run: (context, [word = '', local], options) =>
    withPlaces(context, options, async (source) => {
      const path = await download(await placeOf(source, word), local, context);
      return showLine(context, options, { json: { path }, text: () => `${printable(path)}\n` });
    }),
});

/** Copies one file to this machine; refuses to replace one. Returns the path it wrote. */
async function download({ store, path }: Location, local: string | undefined, context: Context): Promise<string> {
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
    throw error instanceof PipelineError ? error : (systemError(error, target) ?? error);
  } finally {
    progress.end();
  }
  return target;
}
