import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Context } from '../../base/context.ts';
import { UsageError } from '../../base/errors.ts';
import { printable } from '../../base/text/printable.ts';
import type { Location } from '../../store/location.ts';
import { joinPath } from '../../store/store.ts';
import { showLine } from '../../ui/show.ts';
import { transferProgress } from '../../ui/transfer-progress.ts';
import { flag } from '../flag.ts';
import { placeOf } from '../shared/places.ts';
import { defineVerb } from '../verb.ts';
import { counting } from './counting.ts';
import { refuseCommitted } from './refuse-committed.ts';
import { withPlaces } from './with-places.ts';

/** `hdfs put LOCAL PATH` */
export default defineVerb({
  usage: 'hdfs put <local> <path>',
  summary: 'copy a file there',
  example: 'pipeline hdfs put words.txt /data/words.txt',
  flags: { overwrite: flag('replace what is there') },
  completes: { local: { from: ['files'] } },
  run: (context, [local = '', word = ''], options) =>
    withPlaces(context, options, async (source) => {
      const path = await upload(context, local, await placeOf(source, word), options.overwrite);
      return showLine(context, options, { json: { path }, text: () => `${printable(path)}\n` });
    }),
});

/** Copies a file of this machine into a store. RefusedError where a sink keeps its committed files or log. */
async function upload(context: Context, local: string, place: Location, overwrite: boolean): Promise<string> {
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
