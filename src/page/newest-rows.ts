import { RefusedError, ServiceError } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { formatOfPath } from '../formats/formats.ts';
import { json } from '../formats/json/json.ts';
import type { Store } from '../store/store.ts';

/** Rows that are shown, characters of each, and bytes of a file that is read for them. */
const MOST = { rows: 20, characters: 4_000, bytes: 256 * 1024 * 1024 } as const;

/** The last rows of a file as text, in its order. @throws RefusedError for a file too large to be read for that */
export async function newestRows(
  store: Store,
  path: string,
  bytes: number,
  gone: AbortSignal,
): Promise<readonly string[]> {
  if (bytes > MOST.bytes) {
    throw new RefusedError('This file is too large to be read for its last rows', {
      where: path,
      hint: `\`pipeline hdfs cat '${store.uri}${path}'\` prints it.`,
    });
  }
  let last: (string | Buffer)[] = [];
  try {
    // What tells no format is read as text.
    for await (const line of (formatOfPath(path) ?? json).lines(store, path, bytes)) {
      gone.throwIfAborted();
      last.push(line);
      if (last.length >= 2 * MOST.rows) last = last.slice(-MOST.rows);
    }
  } catch (cause) {
    if (cause instanceof RangeError || cause instanceof SyntaxError) {
      throw new ServiceError(`The file cannot be decoded: ${cause.message}`, { where: path, cause });
    }
    throw cause;
  }
  return last.slice(-MOST.rows).map((line) => shortened(printable(String(line))));
}

const shortened = (text: string) =>
  text.length <= MOST.characters ? text : `${text.slice(0, MOST.characters)}… (${text.length} characters)`;
