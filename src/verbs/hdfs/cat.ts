import type { Context } from '../../base/context.ts';
import { PipelineError, ServiceError } from '../../base/errors.ts';
import { printable } from '../../base/text/printable.ts';
import { formatOfPath } from '../../formats/formats.ts';
import { json } from '../../formats/json/json.ts';
import type { Store } from '../../store/store.ts';
import { filesAt, type Place } from '../shared/places.ts';

/** Prints the rows of all files at a place, one per line; stops after `max`. Returns how many it printed. */
export async function printRows(place: Place, context: Context, max: number): Promise<number> {
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
