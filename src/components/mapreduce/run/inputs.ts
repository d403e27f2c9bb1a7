import { RefusedError } from '../../../base/errors.ts';
import { committedBySink } from '../../../jobs/committed.ts';
import type { JobSite } from '../../../jobs/runner.ts';
import type { RunnableJob } from '../../../jobs/spec.ts';
import { Stores } from '../../../store/location.ts';
import type { Store } from '../../../store/store.ts';
import type { MapReduceWork } from './work.ts';

/** A file that a job reads; `path` is absolute in HDFS. */
export interface InputFile {
  readonly path: string;
  readonly bytes: number;
}

export interface Inputs {
  readonly store: Store;
  /** Of records, the format of their sinks; `text` of texts. */
  readonly format: string;
  readonly files: readonly InputFile[];
  /** Records as the commits say; unknown of texts. */
  readonly records?: number;
}

/**
 * What a job reads, at one moment: exactly the committed files of its sinks, or its texts.
 * @throws RefusedError when there is nothing, or a sink stores elsewhere.
 */
export async function listInputs(job: RunnableJob, work: MapReduceWork, site: JobSite): Promise<Inputs> {
  const { name, spec } = job;
  const { store } = await new Stores(site.cluster, site.context).locate('/');
  const sinks = spec.from.flatMap((input) => ('sink' in input ? [input] : []));
  const where = `job ${name}`;
  const [first] = sinks;
  if (first === undefined) {
    const texts = await Promise.all(work.paths.map((path) => textsAt(path, store)));
    if (texts.flat().length > 0) return { store, format: 'text', files: texts.flat() };
    const [path = ''] = work.paths;
    throw new RefusedError(`There is no file at ${work.paths.join(', ')}`, {
      where,
      hint: `\`pipeline hdfs put FILE ${path}/FILE\` brings one, \`pipeline hdfs text ${path}/words.txt\` makes one.`,
    });
  }
  const listed = [...(await committedBySink(job, site)).values()].flat();
  const files = listed.map(({ uri, bytes }) => ({ path: pathIn(store, uri, where), bytes }));
  return {
    store,
    format: work.compute === 'words' ? 'text' : first.format,
    files,
    records: listed.reduce((sum, { records }) => sum + records, 0),
  };
}

function pathIn(store: Store, uri: string, where: string): string {
  if (uri.startsWith(`${store.uri}/`)) return uri.slice(store.uri.length);
  throw new RefusedError(`${uri} is not in ${store.uri}`, { where, hint: 'Read a sink of the kind hdfs.' });
}

/** A file, or the files below a directory; names that begin with `_` or `.` are other programs' notes. */
async function textsAt(path: string, store: Store): Promise<readonly InputFile[]> {
  const found: InputFile[] = [];
  for await (const { path: file, bytes } of store.walk(path)) {
    if (!/^[_.]/.test(file.slice(file.lastIndexOf('/') + 1))) found.push({ path: file, bytes });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
