import type { Context } from '../../base/context.ts';
import { ExitCode, PipelineError, ServiceError } from '../../base/errors.ts';
import { printable } from '../../base/text/printable.ts';
import { formatOfPath } from '../../formats/formats.ts';
import { json } from '../../formats/json/json.ts';
import type { Store } from '../../store/store.ts';
import { integer, valued } from '../flag.ts';
import { filesAt, type Place, placeOf } from '../shared/places.ts';
import { defineVerb } from '../verb.ts';
import { withPlaces } from './with-places.ts';

/** `hdfs cat PATHS`: rows as lines; Parquet becomes JSON, gzip is undone. */
export default defineVerb({
  usage: 'hdfs cat <paths...>',
  summary: 'print files; Parquet and gzip are decoded',
  example: 'pipeline hdfs cat streaming.lake --max 5',
  flags: { max: valued('<count>', 'stop after so many rows', integer) },
  completes: { paths: { from: ['sinks'] } },
  run: (context, words, options) =>
    withPlaces(context, options, async (source) => {
      let left = options.max ?? Number.POSITIVE_INFINITY;
      for (const word of words) left -= await printRows(await placeOf(source, word), context, left);
      return ExitCode.fine;
    }),
});

/** Prints the rows of all files at a place, one per line; stops after `max`. Returns how many it printed. */
async function printRows(place: Place, context: Context, max: number): Promise<number> {
  let printed = 0;
  for (const { path, bytes } of await filesAt(place)) {
    for await (const line of textLines(place.store, path, bytes)) {
      context.signal.throwIfAborted();
      if (printed === max) return printed;
      context.output.write(context.output.isTerminal ? printable(String(line)) : line);
      context.output.write('\n');
      printed++;
    }
  }
  return printed;
}

async function* textLines(store: Store, path: string, bytes: number): AsyncGenerator<string | Buffer> {
  try {
    // What tells no format is read as text.
    yield* (formatOfPath(path) ?? json).lines(store, path, bytes);
  } catch (cause) {
    if (cause instanceof PipelineError || !(cause instanceof Error)) throw cause;
    throw new ServiceError(`The file cannot be decoded: ${cause.message}`, { where: `${store.uri}${path}`, cause });
  }
}
