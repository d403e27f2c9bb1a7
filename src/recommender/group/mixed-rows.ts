import type { Model } from '../model/model.ts';
import type { Fading, Row, RowSource, Totals } from '../model/row-source.ts';
import type { Sessions } from '../model/sessions/sessions.ts';
import type { ItemRows } from './rows-format.ts';

const EMPTY: Row = { get: () => 0, visit: () => {} };

/** This instance's own rows, and those that others gave it for the shards they hold. */
export class MixedRows implements RowSource {
  readonly #model: Model;
  readonly #fetched = new Map<number, ItemRows>();
  /** By shard, the offset that its given rows are as of. */
  readonly #offsets = new Map<number, number>();

  constructor(model: Model) {
    this.#model = model;
  }

  get sessions(): Sessions | undefined {
    return this.#model.sessions;
  }

  get fading(): Fading | undefined {
    return this.#model.fading;
  }

  get totals(): Totals {
    return this.#model.totals;
  }

  get size(): number {
    return this.#model.size;
  }

  itemCount(item: number): number {
    return this.#model.itemCount(item);
  }

  popularity(item: number): number {
    return this.#model.popularity(item);
  }

  pairs(item: number): Row {
    return this.isOwn(item) ? this.#model.pairs(item) : (this.#fetched.get(item)?.pairs ?? EMPTY);
  }

  sequences(item: number): Row {
    return this.isOwn(item) ? this.#model.sequences(item) : (this.#fetched.get(item)?.sequences ?? EMPTY);
  }

  /** Whether this instance holds the item's rows itself. */
  isOwn(item: number): boolean {
    return this.#model.shards.holds(this.#model.shards.of(item));
  }

  /** Whether the item's rows are here, own or given. */
  has(item: number): boolean {
    return this.isOwn(item) || this.#fetched.has(item);
  }

  /** Rows of one shard must be of one offset: newer ones put older ones of their shard out. */
  take(rows: ReadonlyMap<number, ItemRows>): void {
    for (const [item, one] of rows) {
      const shard = this.#model.shards.of(item);
      if ((this.#offsets.get(shard) ?? one.asOf) !== one.asOf) this.#dropShard(shard);
      this.#offsets.set(shard, one.asOf);
      this.#fetched.set(item, one);
    }
  }

  /** Forgets what others gave: they have learned since. */
  clear(): void {
    this.#fetched.clear();
    this.#offsets.clear();
  }

  /** The offsets of the given rows among those of `items`, by shard, where they are not `applied`. */
  offsets(items: readonly number[], applied: number): Record<string, number> | undefined {
    const offsets = new Map<string, number>();
    for (const item of items) {
      const asOf = this.isOwn(item) ? undefined : this.#fetched.get(item)?.asOf;
      if (asOf !== undefined && asOf !== applied) offsets.set(String(this.#model.shards.of(item)), asOf);
    }
    return offsets.size === 0 ? undefined : Object.fromEntries(offsets);
  }

  #dropShard(shard: number): void {
    for (const item of this.#fetched.keys()) if (this.#model.shards.of(item) === shard) this.#fetched.delete(item);
  }
}
