import type { CommittedFile, Link, LostRange } from './link.ts';
import type { OffsetRange } from './proof.ts';

/** Offsets that one commit decided and that still count. */
export interface LiveRange extends OffsetRange {
  readonly seq: number;
  /** Records of the topic it says it decided: stored, retired since, dead-lettered, and counted as tombstones. */
  readonly records: number;
  /** Files that still count. */
  readonly files: readonly CommittedFile[];
  /** Files of this commit that were retired on purpose, e.g. by `hdfs rm` or a retention. */
  readonly retired: readonly CommittedFile[];
  readonly deadLettered: readonly { readonly offset: number; readonly reason: string }[];
  /** Records without value that it counted, and that are in no file. */
  readonly tombstones: number;
  readonly lost: readonly LostRange[];
  readonly contract?: string;
  /** JSON of how fields and times name the directories of its files; absent: none do. */
  readonly layout?: string;
  /** Of a topic that was deleted and created again since: its files still count, its offsets mean nothing any more. */
  readonly former?: boolean;
  /**
   * Of dead letters that were stored later: their offsets, ascending. `from` and `to` only span them; the commits there
   * still call them dead-lettered.
   */
  readonly restored?: readonly number[];
}

/** Whether a range is what a commit decided of the topic as it is now: such ranges tile the offsets. */
export const isPresentCommit = ({ former, restored }: LiveRange): boolean => former !== true && restored === undefined;

/** A dead letter that no later link has stored: why a sink rejected it, and by which contract (its digest). */
export interface OpenLetter {
  readonly reason: string;
  readonly contract: string | undefined;
}

/** Offsets of dead letters of the present topic that no later link has stored, with what their commits say of them. */
export function openLetters(ranges: readonly LiveRange[]): ReadonlyMap<number, OpenLetter> {
  const open = new Map<number, OpenLetter>();
  for (const { former, deadLettered, contract } of ranges) {
    if (former !== true) for (const { offset, reason } of deadLettered) open.set(offset, { reason, contract });
  }
  for (const { former, restored = [] } of ranges) if (former !== true) for (const one of restored) open.delete(one);
  return open;
}

/** The lists of most ranges are empty: one stands for all. */
const NONE: readonly never[] = [];
const orNone = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? NONE : list);

/** Without what matters only until the commit is carried out. */
export function asCommitted({ path, records, bytes, first, last }: CommittedFile): CommittedFile {
  return { path, records, bytes, first, last };
}

/** One text for all the links that have the same. */
const same = (before: string | undefined, text: string): string => (before === text ? before : text);

/** What a commit decided; `before` is the range that precedes it. */
export function committedRange(link: Link, before: LiveRange | undefined): LiveRange {
  const { seq, from, to, records, files, deadLettered, tombstones, lost, contract, layout } = link;
  return {
    ...{ seq, from, to, records, tombstones },
    ...{ files: orNone(files.map(asCommitted)), retired: NONE, deadLettered: orNone(deadLettered), lost: orNone(lost) },
    ...(contract !== undefined && { contract: same(before?.contract, contract) }),
    ...(layout !== undefined && { layout: same(before?.layout, layout) }),
  };
}

/** The dead letters that a link stored, which lie between `from` and `to`. */
export function restoredRange(link: Link, restored: readonly number[], { from, to }: OffsetRange): LiveRange {
  const { seq, files, tombstones, contract, layout } = link;
  return {
    ...{ seq, from, to, records: restored.length, tombstones },
    ...{ files: orNone(files.map(asCommitted)), retired: NONE, deadLettered: NONE, lost: NONE, restored },
    ...(contract !== undefined && { contract }),
    ...(layout !== undefined && { layout }),
  };
}
