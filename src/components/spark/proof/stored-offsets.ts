import { PipelineError } from '../../../base/errors.ts';
import type { Store } from '../../../store/store.ts';
import type { Finding } from '../../../verify/proof.ts';
import type { ListedFile } from './file-list.ts';
import { type Row, rowReaders } from './row-readers.ts';

/** Reads the coordinates of a file's rows; returns what is wrong with the file. Errors are those of the store. */
export async function readRows(
  store: Store,
  { path, bytes }: ListedFile,
  format: string,
  row: Row,
): Promise<Pick<Finding, 'kind' | 'message'> | undefined> {
  const entry = await store.stat(path);
  if (entry === undefined) return { kind: 'file-missing', message: 'a file of the list is gone' };
  if (entry.bytes !== bytes) {
    return { kind: 'file-damaged', message: `a file of the list has ${entry.bytes} bytes instead of ${bytes}` };
  }
  const damaged = (why: string) => ({
    kind: 'file-damaged' as const,
    message: `a file of the list cannot be read: ${why}`,
  });
  const read = rowReaders[format];
  if (read === undefined) return damaged(`Spark writes no files of the format ${format}`);
  try {
    await read(store, path, bytes, row);
    return undefined;
  } catch (error) {
    if (error instanceof PipelineError) throw error;
    return damaged(error instanceof Error ? error.message : String(error));
  }
}
