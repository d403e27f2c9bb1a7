import type { ChainPlace, ChainState } from './chain-state.ts';
import { joinRanges } from './join-ranges.ts';
import type { LastRecord, Link, LostRange } from './link.ts';
import { commitFaults, type LinkFault, restoreFaults } from './link-faults.ts';
import {
  asCommitted,
  committedRange,
  isPresentCommit,
  type LiveRange,
  openLetters,
  restoredRange,
} from './live-range.ts';
import type { Finding, OffsetRange } from './proof.ts';

/** Takes links one after the other, and says where one contradicts those before it. */
export class ChainWalker {
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
    this.tell(commitFaults(link));
    this.ranges.push(committedRange(link, this.ranges.at(-1)));
  }

  /** Stores dead letters of earlier commits; each once. */
  private restore(link: Link): void {
    const { from, restored = [] } = link;
    const span = { from: restored[0] ?? from, to: (restored.at(-1) ?? from) + 1 };
    this.tell(restoreFaults(link, span, openLetters(this.ranges)));
    if (restored.length > 0) this.ranges.push(restoredRange(link, restored, span));
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
    this.tell(join.faults.map(({ message, range }) => ({ message: `link ${seq} ${message}`, range })));
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
  private tell(faults: readonly LinkFault[]): void {
    for (const { message, range } of faults) this.broken(message, range);
  }
}
