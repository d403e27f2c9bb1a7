import { joinRanges } from './join-ranges.ts';
import type { CommittedFile, LastRecord, Link, LostRange } from './link.ts';
import type { Finding, OffsetRange } from './proof.ts';

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

/** What a chain of links says, and where it contradicts itself. */
export interface ChainState {
  readonly ranges: readonly LiveRange[];
  /** Ranges written off by `onDataLoss: continue`. */
  readonly lost: readonly LostRange[];
  /** Paths retired by a reset or a retire link: no reader should find them any more. */
  readonly retired: ReadonlySet<string>;
  /** First offset the chain speaks of, and the sink's position; undefined for an empty chain. */
  readonly covered: OffsetRange | undefined;
  readonly last: LastRecord | undefined;
  readonly tip: Link | undefined;
  readonly topicId: string | undefined;
  /** Who wrote the first link, and when: tells a chain from another one that began in its place. */
  readonly origin: string | undefined;
  /** The highest position that any link of this topic had: the group never stood behind it. */
  readonly reach: number;
  readonly breaks: readonly Finding[];
}

export const emptyChain: ChainState = {
  ranges: [],
  lost: [],
  retired: new Set(),
  covered: undefined,
  last: undefined,
  tip: undefined,
  topicId: undefined,
  origin: undefined,
  reach: 0,
  breaks: [],
};

/** Where a chain is; part of every finding about it. */
export interface ChainPlace {
  readonly topic: string;
  readonly partition: number;
}

/**
 * Walks links in order from `before` (the state after earlier links). Pure; a contradiction becomes a `broken-chain`
 * finding with its offsets, and the walk goes on from what the next link says.
 */
export function walkChain(links: readonly Link[], place: ChainPlace, before: ChainState = emptyChain): ChainState {
  const walk = new ChainWalk(place, before);
  for (const link of links) walk.take(link);
  return walk.end().chain;
}

/** What a chain says, and what it said before its newest link. */
export interface ChainEnd {
  readonly chain: ChainState;
  readonly before: ChainState;
}

/** Walks a chain as its links come. Of a link no more is kept than what its offsets and files are. */
export class ChainWalk {
  private readonly walker: Walker;
  private newest: Link | undefined;

  constructor(place: ChainPlace, before: ChainState = emptyChain) {
    this.walker = new Walker(place, before);
  }

  take(link: Link): void {
    // of two resets in a row the first never took effect
    if (this.newest !== undefined) this.walker.take(this.newest, this.newest.kind === 'reset' && link.kind === 'reset');
    this.newest = link;
  }

  /** Ends the walk. */
  end(): ChainEnd {
    const before = this.walker.state();
    if (this.newest !== undefined) this.walker.take(this.newest, false);
    return { chain: this.walker.state(), before };
  }
}

/** The lists of most ranges are empty: one stands for all. */
const NONE: readonly never[] = [];
const orNone = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? NONE : list);

/** Without what matters only until the commit is carried out. */
function asCommitted({ path, records, bytes, first, last }: CommittedFile): CommittedFile {
  return { path, records, bytes, first, last };
}

/** One text for all the links that have the same. */
const same = (before: string | undefined, text: string): string => (before === text ? before : text);

/** Whether a range is what a commit decided of the topic as it is now: such ranges tile the offsets. */
export const isPresentCommit = ({ former, restored }: LiveRange): boolean => former !== true && restored === undefined;

/** Offsets of dead letters of the present topic that no later link has stored, with the reasons of their commits. */
export function openLetters(ranges: readonly LiveRange[]): ReadonlyMap<number, string> {
  const open = new Map<number, string>();
  for (const { former, deadLettered } of ranges) {
    if (former !== true) for (const { offset, reason } of deadLettered) open.set(offset, reason);
  }
  for (const { former, restored = [] } of ranges) if (former !== true) for (const one of restored) open.delete(one);
  return open;
}

class Walker {
  private readonly place: ChainPlace;
  private readonly breaks: Finding[];
  private lost: LostRange[];
  private readonly retired: Set<string>;
  private ranges: LiveRange[];
  private covered: OffsetRange | undefined;
  private last: LastRecord | undefined;
  private tip: Link | undefined;
  /** Number of the link before, also of one that counts for nothing. */
  private seq: number;
  private topicId: string | undefined;
  private origin: string | undefined;
  private reach: number;

  constructor(place: ChainPlace, before: ChainState) {
    this.place = place;
    this.breaks = [...before.breaks];
    this.lost = [...before.lost];
    this.retired = new Set(before.retired);
    this.ranges = [...before.ranges];
    this.covered = before.covered;
    this.last = before.last;
    this.tip = before.tip;
    this.seq = before.tip?.seq ?? 0;
    this.topicId = before.topicId;
    this.origin = before.origin;
    this.reach = before.reach;
  }

  take(link: Link, superseded: boolean): void {
    this.compareWithPredecessor(link);
    this.seq = link.seq;
    this.origin ??= `${link.writer} ${link.time}`;
    if (superseded) return;
    if (link.kind === 'open') this.open(link);
    if (link.kind === 'commit') this.commit(link);
    if (link.kind === 'reset') this.reset(link);
    if (link.kind === 'replace') this.replace(link);
    if (link.kind === 'restore') this.restore(link);
    this.retire(link.retired);
    this.lost.push(...link.lost);
    this.covered = { from: Math.min(this.covered?.from ?? link.from, this.start(link)), to: link.to };
    this.last = link.last;
    this.topicId = link.topicId ?? this.topicId;
    this.reach = Math.max(this.reach, link.to);
    this.tip = link;
  }

  state(): ChainState {
    const { covered, last, tip, topicId, origin, reach } = this;
    const [ranges, lost, breaks, retired] = [[...this.ranges], [...this.lost], [...this.breaks], new Set(this.retired)];
    return { ranges, lost, retired, covered, last, tip, topicId, origin, reach, breaks };
  }

  private start(link: Link): number {
    return link.kind === 'reset' ? link.to : link.from;
  }

  private compareWithPredecessor(link: Link): void {
    const position = this.tip?.to ?? link.from;
    const expected = this.seq + 1;
    if (link.seq !== expected) {
      const which = link.seq - expected > 1 ? `links ${expected} to ${link.seq - 1} are` : `link ${expected} is`;
      this.broken(`${which} missing`, { from: Math.min(position, link.from), to: Math.max(position, link.from) });
    } else if (link.from !== position && !this.mayMove(link)) {
      const range = { from: Math.min(position, link.from), to: Math.max(position, link.from) };
      this.broken(`link ${link.seq} starts at offset ${link.from}, its predecessor ended at ${position}`, range);
    }
  }

  /** A reset moves the position; so does the opening after one, and the opening of a topic that was created again. */
  private mayMove(link: Link): boolean {
    const moved = this.tip?.kind === 'reset' || (this.topicId !== undefined && this.topicId !== link.topicId);
    return link.kind === 'reset' || (link.kind === 'open' && moved);
  }

  private commit(link: Link): void {
    const { seq, from, to, records, files, deadLettered, tombstones, lost, contract, layout } = link;
    if (to < from) this.broken(`link ${seq} ends before it starts`, { from: to, to: from });
    this.compareRecords(link, { from, to });
    const outside = [...files.flatMap((file) => [file.first, file.last]), ...deadLettered.map(({ offset }) => offset)];
    const stray = outside.find((offset) => offset < from || offset >= to);
    if (stray !== undefined) this.broken(`link ${seq} names offset ${stray}, which is outside of it`, { from, to });
    const [stored, letters, gone] = [orNone(files.map(asCommitted)), orNone(deadLettered), orNone(lost)];
    const kept = { files: stored, retired: NONE, deadLettered: letters, tombstones, lost: gone };
    const range = { seq, from, to, records, ...kept };
    const before = this.ranges.at(-1);
    this.ranges.push({
      ...range,
      ...(contract !== undefined && { contract: same(before?.contract, contract) }),
      ...(layout !== undefined && { layout: same(before?.layout, layout) }),
    });
  }

  private compareRecords({ seq, records, files, deadLettered, tombstones }: Link, range: OffsetRange): void {
    const claimed = files.reduce((sum, file) => sum + file.records, deadLettered.length + tombstones);
    if (claimed === records) return;
    this.broken(`link ${seq} decided ${records} records, its files, dead letters and tombstones are ${claimed}`, range);
  }

  /** Stores dead letters of earlier commits; each once. */
  private restore(link: Link): void {
    const { seq, files, deadLettered, tombstones, contract, layout, restored = [] } = link;
    const [first, last] = [restored[0], restored.at(-1)];
    const span = { from: first ?? link.from, to: (last ?? link.from) + 1 };
    this.compareRecords(link, span);
    if (link.records !== restored.length + deadLettered.length) {
      const named = restored.length + deadLettered.length;
      this.broken(`link ${seq} decided ${link.records} records, and names ${named}`, span);
    }
    if (first === undefined) return;
    const open = openLetters(this.ranges);
    const stray = restored.find((offset) => !open.has(offset));
    if (stray !== undefined) {
      this.broken(`link ${seq} stores offset ${stray} again, which is no dead letter`, { from: stray, to: stray + 1 });
    }
    const outside = files.flatMap((file) => [file.first, file.last]).find((offset) => !restored.includes(offset));
    if (outside !== undefined) this.broken(`link ${seq} names offset ${outside}, which it did not store`, span);
    const stored = orNone(files.map(asCommitted));
    const kept = { files: stored, retired: NONE, deadLettered: NONE, tombstones, lost: NONE, restored };
    const range = { seq, ...span, records: restored.length, ...kept };
    const under = { ...(contract !== undefined && { contract }), ...(layout !== undefined && { layout }) };
    this.ranges.push({ ...range, ...under });
  }

  private reset(link: Link): void {
    const cut = this.ranges.find((range) => isPresentCommit(range) && range.from < link.to && range.to > link.to);
    if (cut !== undefined) {
      this.broken(`link ${link.seq} resets to offset ${link.to}, inside of the commit ${cut.seq}`, cut);
    }
    // of dead letters that were stored together none stays when one of them comes again
    const comes = ({ former, restored, from, to }: LiveRange) =>
      former !== true && (restored === undefined ? from >= link.to : to > link.to);
    for (const range of this.ranges.filter(comes)) for (const file of range.files) this.retired.add(file.path);
    this.ranges = this.ranges.filter((range) => !comes(range));
    this.lost = this.lost
      .filter(({ from }) => from < link.to)
      .map((range) => ({ ...range, to: Math.min(range.to, link.to) }));
  }

  /** Files take the place of others: the ranges of those, and all between, count as one from now on. */
  private replace({ seq, files, retired }: Link): void {
    if (retired.length === 0 && files.length === 0) return;
    const restored = this.ranges.filter((range) => range.restored !== undefined);
    const commits = this.ranges.filter((range) => range.restored === undefined);
    const join = joinRanges(commits, seq, files.map(asCommitted), new Set(retired));
    for (const { message, range } of join.faults) this.broken(`link ${seq} ${message}`, range);
    this.ranges = [...join.ranges, ...restored];
  }

  private open(link: Link): void {
    const same = this.topicId === undefined || link.topicId === undefined || this.topicId === link.topicId;
    if (same) return;
    this.ranges = this.ranges.map((range) => ({ ...range, former: true }));
    this.lost = [];
    this.covered = undefined;
    this.reach = 0;
  }

  private retire(paths: readonly string[]): void {
    if (paths.length === 0) return;
    for (const path of paths) this.retired.add(path);
    const gone = new Set(paths);
    this.ranges = this.ranges.map((range) => {
      const retired = range.files.filter((file) => gone.has(file.path));
      if (retired.length === 0) return range;
      const files = range.files.filter((file) => !gone.has(file.path));
      return { ...range, files, retired: [...range.retired, ...retired] };
    });
  }

  private broken(message: string, { from, to }: OffsetRange): void {
    this.breaks.push({ kind: 'broken-chain', failure: true, message, ...this.place, range: { from, to } });
  }
}
