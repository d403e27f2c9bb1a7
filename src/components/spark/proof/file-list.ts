import { isRecord } from '../../../base/values.ts';
import { joinPath, type Store } from '../../../store/store.ts';

/** A file that counts, as Spark's file sink wrote it down. */
export interface ListedFile {
  /** Inside the store. */
  readonly path: string;
  readonly bytes: number;
}

/** What `_spark_metadata` says: the last batch that is in it, and every file of all batches. */
export interface FileList {
  /** -1 where nothing was ever written. */
  readonly batch: number;
  readonly files: readonly ListedFile[];
}

/**
 * Reads the list that Spark's file sink keeps (FileStreamSinkLog): a file per batch, each tenth holding all before it.
 * What stands in the directory and not in the list was never committed.
 */
export async function readFileList(store: Store, directory: string): Promise<FileList> {
  const names = (await store.list(joinPath(directory, '_spark_metadata'))).map(({ path }) =>
    path.slice(path.lastIndexOf('/') + 1),
  );
  const batches = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const compacted = names.flatMap((name) => /^(\d+)\.compact$/.exec(name)?.[1] ?? []).map(Number);
  const from = Math.max(-1, ...compacted);
  const wanted = [
    ...(from < 0 ? [] : [`${from}.compact`]),
    ...batches
      .filter((batch) => batch > from)
      .sort((a, b) => a - b)
      .map(String),
  ];
  const files = new Map<string, ListedFile>();
  for (const name of wanted) {
    const text = (await store.readWhole(joinPath(directory, '_spark_metadata', name))).toString();
    for (const { path, bytes, action } of entriesOf(text)) {
      if (action === 'delete') files.delete(path);
      else files.set(path, { path, bytes });
    }
  }
  return { batch: Math.max(from, ...batches), files: [...files.values()] };
}

function entriesOf(text: string): (ListedFile & { readonly action: string })[] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .flatMap((line) => {
      const entry: unknown = JSON.parse(line);
      if (!isRecord(entry) || typeof entry.path !== 'string') return [];
      // The address that the cluster had then says nothing about now.
      const path = decodeURIComponent(entry.path.replace(/^[a-z0-9]+:(\/\/[^/]*)?/, ''));
      return [{ path, bytes: Number(entry.size), action: String(entry.action) }];
    });
}
