import type { Bounds } from '../clients/kafka/fetch.ts';
import type { Chunk } from '../clients/kafka/tail.ts';
import type { Fold, Output } from './fold.ts';
import type { FoundState, Place, Range, Slot, StoredState } from './stored-state.ts';

/** The state of one partition in memory, and how far it is. */
export class PartitionState<State> implements Place {
  readonly topic: string;
  readonly partition: number;
  readonly #topicId: string;
  readonly #fold: Fold<State>;
  #state: State;
  #offset = 0;
  #records = 0;
  #end: number;
  #unread: readonly Range[] = [];
  #slot: Slot = 0;
  #stored = -1;

  /** From the newest `found` on, or from the beginning; what the topic no longer holds of that is noted. */
  constructor(place: Place & { readonly topicId: string }, fold: Fold<State>, bounds: Bounds, found?: FoundState) {
    this.topic = place.topic;
    this.partition = place.partition;
    this.#topicId = place.topicId;
    this.#fold = fold;
    this.#state = found === undefined ? fold.initial() : fold.decode(found.bytes);
    if (found !== undefined) {
      this.#offset = found.offset;
      this.#stored = found.offset;
      this.#records = found.records;
      this.#unread = found.unread;
      this.#slot = found.slot === 0 ? 1 : 0;
    }
    if (bounds.start > this.#offset) {
      this.#unread = [...this.#unread, { from: this.#offset, to: bounds.start }];
      this.#offset = bounds.start;
    }
    this.#end = Math.max(bounds.end, this.#offset);
  }

  /** Next offset to read. */
  get offset(): number {
    return this.#offset;
  }

  get unread(): readonly Range[] {
    return this.#unread;
  }

  /** Whether the newest state is not stored yet. */
  get changed(): boolean {
    return this.#stored !== this.#offset;
  }

  /** Takes what was read at its offset; what was read elsewhere, for a former holder of the place, is left out. */
  apply({ from, to, records, end }: Chunk): readonly Output[] {
    if (from !== this.#offset) return [];
    this.#offset = to;
    this.#end = end;
    this.#records += records.length;
    return this.#fold.apply(this.#state, this.partition, records);
  }

  /** The state as it is now, to be written under the keys of `slot`. */
  snapshot(): { readonly state: StoredState; readonly slot: Slot } {
    const state = {
      topic: this.topic,
      partition: this.partition,
      topicId: this.#topicId,
      digest: this.#fold.digest,
      offset: this.#offset,
      records: this.#records,
      unread: this.#unread,
      bytes: this.#fold.encode(this.#state),
    };
    return { state, slot: this.#slot };
  }

  /** The snapshot up to `offset` is stored: the next goes under the other keys. */
  stored(offset: number): void {
    this.#stored = offset;
    this.#slot = this.#slot === 0 ? 1 : 0;
  }

  /** Numbers for `status`; transaction markers count as lag until they are passed. */
  metrics(): Readonly<Record<string, number>> {
    return {
      records: this.#records,
      lag: Math.max(0, this.#end - this.#offset),
      unread: this.#unread.reduce((sum, { from, to }) => sum + to - from, 0),
      ...this.#fold.metrics(this.#state),
    };
  }
}
