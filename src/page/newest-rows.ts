import { RefusedError, ServiceError } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { formatOfPath } from '../formats/formats.ts';
import { json } from '../formats/json/json.ts';
import type { Store } from '../store/store.ts';
import type { StoredTables } from '../verify/provable.ts';

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
  return shownRows(last.slice(-MOST.rows).map(String));
}

/** The last rows of a table, of each partition so many. */
export async function newestTableRows(tables: StoredTables, name: string): Promise<readonly string[] | undefined> {
  const rows = await tables.newest(name, MOST.rows);
  return rows === undefined ? undefined : shownRows(rows);
}

const shownRows = (rows: readonly string[]) => rows.map((row) => shortened(printable(row)));

const shortened = (text: string) =>
  text.length <= MOST.characters ? text : `${text.slice(0, MOST.characters)}… (${text.length} characters)`;
