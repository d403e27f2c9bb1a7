import type { Clock } from '../../base/context.ts';
import type { ItemRows, RowsAsk } from '../http/rows-format.ts';
import type { Share } from './division.ts';
import { fetchRows } from './peers.ts';

/** After a failure an instance is left alone this long. */
const BACKOFF = 500;
const LOG_INTERVAL = 10_000;

/** Who holds which shard, and rows from there. */
export class Holders {
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  readonly #own: string;
  #addresses: readonly (string | undefined)[] = [];
  readonly #rest = new Map<string, number>();
  #logged = Number.NEGATIVE_INFINITY;

  /** `own`: this instance's id. */
  constructor(own: string, clock: Clock, log: (line: string) => void) {
    this.#own = own;
    this.#clock = clock;
    this.#log = log;
  }

  divided(shares: readonly Share[]): void {
    const addresses: string[] = [];
    for (const { id, address, shards } of shares) {
      if (id !== this.#own) for (const shard of shards) addresses[shard] = address;
    }
    this.#addresses = addresses;
  }

  /** Rows of those items that their holders give now; `shardOf` says where an item belongs. */
  async rows(
    items: readonly number[],
    shardOf: (item: number) => number,
    ask: Omit<RowsAsk, 'items'>,
  ): Promise<ReadonlyMap<number, ItemRows>> {
    const now = this.#clock.now();
    const wanted = new Map<string, number[]>();
    for (const item of items) {
      const address = this.#addresses[shardOf(item)];
      if (address === undefined || (this.#rest.get(address) ?? 0) > now) continue;
      const some = wanted.get(address);
      if (some === undefined) wanted.set(address, [item]);
      else some.push(item);
    }
    if (wanted.size === 0) return new Map();
    const { rows, failures } = await fetchRows(ask, wanted);
    for (const { address, reason } of failures) {
      this.#rest.set(address, this.#clock.now() + BACKOFF);
      if (now - this.#logged < LOG_INTERVAL) continue;
      this.#log(`${address} gives no rows: ${reason}; lists that need them wait`);
      this.#logged = now;
    }
    return rows;
  }
}
