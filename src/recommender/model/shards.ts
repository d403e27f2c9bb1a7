/** How the items are divided: a number of shards, independent of every topic's partitions. */
export const DEFAULT_SHARDS = 32;

/**
 * The shard of an item: FNV-1a over the UTF-16 code units of its id (low byte first), folded by 16 bits, modulo
 * `shards`. The same for ever, everywhere.
 */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) {
    const unit = id.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return ((hash ^ (hash >>> 16)) >>> 0) % shards;
}

/**
 * Which shards' rows an instance keeps. A held shard may be ahead of the rest of the model, when it came out of a newer
 * snapshot: it then takes no differences until the log has come to where it is.
 */
export class Shards {
  readonly count: number;
  /** By shard: the log offset its rows were at when it was taken; undefined where it is not held. */
  readonly #from: (number | undefined)[];
  /** By shard: whether differences are counted in it now. */
  readonly #counting: Uint8Array;
  /** By item number. */
  #shardOfItem = new Uint16Array(1024);
  #items = 0;

  private constructor(count: number, from: (number | undefined)[], counting: Uint8Array) {
    this.count = count;
    this.#from = from;
    this.#counting = counting;
  }

  /** One instance alone: everything is held. */
  static all(count = DEFAULT_SHARDS): Shards {
    return Shards.only(
      count,
      Array.from({ length: count }, (_, shard) => shard),
    );
  }

  /** These shards, empty, from the log's beginning. */
  static only(count: number, held: Iterable<number>): Shards {
    const shards = new Shards(count, new Array<undefined>(count).fill(undefined), new Uint8Array(count));
    for (const shard of held) shards.hold(shard, 0, 0);
    return shards;
  }

  /** Items are numbered 0, 1, 2 …; each must be told once, in that order. */
  addItem(id: string): void {
    if (this.#items === this.#shardOfItem.length) {
      const grown = new Uint16Array(2 * this.#items);
      grown.set(this.#shardOfItem);
      this.#shardOfItem = grown;
    }
    this.#shardOfItem[this.#items++] = shardOf(id, this.count);
  }

  /** The shard of the item with this number. */
  of(item: number): number {
    return this.#shardOfItem[item] ?? 0;
  }

  holds(shard: number): boolean {
    return this.#from[shard] !== undefined;
  }

  /** Held shards, ascending. */
  get held(): number[] {
    return this.#from.flatMap((from, shard) => (from === undefined ? [] : [shard]));
  }

  /** Whether an event's differences count in the item's rows. */
  counts(item: number): boolean {
    return this.#counting[this.#shardOfItem[item] ?? 0] === 1;
  }

  /** Takes a shard whose rows follow from the log before `from`, in a model that stands at `applied`. */
  hold(shard: number, from: number, applied: number): void {
    this.#from[shard] = from;
    this.#counting[shard] = from <= applied ? 1 : 0;
  }

  release(shard: number): void {
    this.#from[shard] = undefined;
    this.#counting[shard] = 0;
  }

  /** Must be called before each log record: shards that are at `offset` count from here on. */
  reach(offset: number): void {
    for (const [shard, from] of this.#from.entries()) {
      if (from !== undefined && from <= offset) this.#counting[shard] = 1;
    }
  }

  /** Whether no held shard is ahead of a model that stands at `applied`. */
  level(applied: number): boolean {
    return this.#from.every((from) => from === undefined || from <= applied);
  }

  /** The offset of the log that a held shard's rows are as of, in a model that stands at `applied`. */
  asOf(shard: number, applied: number): number {
    return Math.max(this.#from[shard] ?? 0, applied);
  }
}
