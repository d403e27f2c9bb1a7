import type { CommittedFile, LostRange } from './link.ts';
import type { OffsetRange } from './proof.ts';

/** What is joined of a range: it adds up, and its files stay or go. */
interface Joinable extends OffsetRange {
  readonly seq: number;
  readonly records: number;
  readonly files: readonly CommittedFile[];
  readonly retired: readonly CommittedFile[];
  readonly deadLettered: readonly { readonly offset: number; readonly reason: string }[];
  readonly tombstones: number;
  readonly lost: readonly LostRange[];
  readonly contract?: string;
  readonly layout?: string;
  readonly former?: boolean;
}

/** What is left of a chain's ranges once files have taken the place of others, and what is wrong with that. */
interface Joined<R> {
  readonly ranges: R[];
  readonly faults: readonly { readonly message: string; readonly range: OffsetRange }[];
}

/**
 * Joins the ranges whose files are in `retired`, and all between them, into one that has the other files and `files`.
 * Files that replace others hold as many records, of neighbouring offsets under one contract and layout.
 * Pure.
 */
export function joinRanges<R extends Joinable>(
  ranges: readonly R[],
  seq: number,
  files: readonly CommittedFile[],
  retired: ReadonlySet<string>,
): Joined<R> {
  const touches = (range: R) => range.former !== true && range.files.some(({ path }) => retired.has(path));
  const [from, to] = [ranges.findIndex(touches), ranges.findLastIndex(touches)];
  const joined = ranges.slice(Math.max(0, from), to + 1);
  const [first, last] = [joined[0], joined.at(-1)];
  const nowhere = { from: 0, to: 0 };
  if (first === undefined || last === undefined) {
    return { ranges: [...ranges], faults: [{ message: 'replaces files that no commit names', range: nowhere }] };
  }
  const range = { from: first.from, to: last.to };
  const old = joined.flatMap((one) => one.files);
  const gone = old.filter(({ path }) => retired.has(path));
  const count = (some: readonly CommittedFile[]) => some.reduce((sum, { records }) => sum + records, 0);
  const faults = [];
  if (gone.length < retired.size) faults.push({ message: 'replaces a file that no commit names', range });
  if (count(gone) !== count(files)) {
    faults.push({ message: `replaces ${count(gone)} records by ${count(files)}`, range });
  }
  if (joined.some((one, index) => index > 0 && one.from !== joined[index - 1]?.to)) {
    faults.push({ message: 'joins commits that are no neighbours', range });
  }
  if (joined.some(({ contract }) => contract !== first.contract)) {
    faults.push({ message: 'joins commits under several contracts', range });
  }
  if (joined.some(({ layout }) => layout !== first.layout)) {
    faults.push({ message: 'joins commits under several layouts of directories', range });
  }
  const one = {
    ...first,
    seq,
    ...range,
    records: joined.reduce((sum, { records }) => sum + records, 0),
    files: [...old.filter(({ path }) => !retired.has(path)), ...files],
    retired: joined.flatMap((part) => part.retired),
    deadLettered: joined.flatMap((part) => part.deadLettered),
    tombstones: joined.reduce((sum, { tombstones }) => sum + tombstones, 0),
    lost: joined.flatMap((part) => part.lost),
  };
  return { ranges: [...ranges.slice(0, from), one, ...ranges.slice(to + 1)], faults };
}
