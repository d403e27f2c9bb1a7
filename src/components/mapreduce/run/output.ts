import { parseDecimal } from '../../../base/decimal.ts';
import { linesOf } from '../../../formats/lines.ts';
import { ExactNumber, ExactObject, parseExactly } from '../../../formats/rows/exact-json.ts';
import type { Store } from '../../../store/store.ts';
import { joinPath } from '../../../store/store.ts';
import { type Grouped, Grouping } from './groups.ts';

/** Where the results of all runs of a job lie. */
export const outputsOf = (job: string): string => joinPath('/pipeline/jobs', job);

/** Whether a run's directory holds a whole result: MapReduce leaves this mark last. */
async function isWhole(store: Store, directory: string): Promise<boolean> {
  return (await store.stat(joinPath(directory, '_SUCCESS'))) !== undefined;
}

/**
 * Removes what runs that were cut short left behind, or with `all` every run but `keep`, and the `_staging` of all of
 * them. Returns how many runs.
 */
export async function clearOutputs(store: Store, outputs: string, keep: string, all: boolean): Promise<number> {
  const staging = joinPath(outputs, '_staging');
  await store.remove(staging, true);
  let removed = 0;
  for (const { path } of await store.list(outputs)) {
    if (path === staging || path === keep || (!all && (await isWhole(store, path)))) continue;
    await store.remove(path, true);
    removed++;
  }
  return removed;
}

async function* outputLines(store: Store, directory: string): AsyncGenerator<string> {
  for (const { path } of await store.list(directory)) {
    if (!path.includes('/part-')) continue;
    for await (const lines of linesOf(await store.read(path))) for (const line of lines) yield line.toString('utf8');
  }
}

/** The groups that the reducers wrote. */
export async function readGroups(store: Store, directory: string): Promise<Grouped> {
  const grouping = new Grouping();
  for await (const line of outputLines(store, directory)) {
    const value = parseExactly(line);
    if (!(value instanceof ExactObject)) continue;
    grouping.read += count(value, 'read');
    grouping.unreadable += count(value, 'unreadable');
    const sum = value.get('sum');
    const records = count(value, 'count');
    if (records > 0) grouping.add(value.get('key'), records, parseDecimal(typeof sum === 'string' ? sum : '0'));
  }
  return grouping;
}

function count(value: ExactObject, name: string): number {
  const found = value.get(name);
  return found instanceof ExactNumber ? Number(found.source) : 0;
}

/** The words that the reducers wrote, with how often each was there. */
export async function readWords(store: Store, directory: string): Promise<Map<string, number>> {
  const words = new Map<string, number>();
  for await (const line of outputLines(store, directory)) {
    const [word = '', times = ''] = line.split('\t');
    words.set(word, Number(times));
  }
  return words;
}
