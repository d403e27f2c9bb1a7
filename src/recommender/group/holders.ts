import type { Clock } from '../../base/context.ts';
import type { Model } from '../model/model.ts';
import type { CurrentDivision } from './current-division.ts';
import { fetchRows } from './peers.ts';
import type { ItemRows, RowsAsk } from './rows-format.ts';

/** After a failure an instance is left alone this long. */
const BACKOFF = 500;
const LOG_INTERVAL = 10_000;

/** What is learned here: rows that others give go by its numbers. */
export interface Asking {
  readonly model: Pick<Model, 'shards'>;
  readonly applied: number;
}

/** The instances that hold the other shards, and rows from there. */
export class Holders {
  readonly #division: CurrentDivision;
  readonly #ask: Pick<RowsAsk, 'model' | 'log'>;
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  readonly #rest = new Map<string, number>();
  #logged = Number.NEGATIVE_INFINITY;

  /** `ask`: digest of the model, and id of the log. */
  constructor(
    division: CurrentDivision,
    ask: Pick<RowsAsk, 'model' | 'log'>,
    clock: Clock,
    log: (line: string) => void,
  ) {
    this.#division = division;
    this.#ask = ask;
    this.#clock = clock;
    this.#log = log;
  }

  /** Rows of those items that their holders give now. */
  async fetch(items: readonly number[], { model, applied }: Asking): Promise<ReadonlyMap<number, ItemRows>> {
    const now = this.#clock.now();
    const addresses = this.#addresses();
    const wanted = new Map<string, number[]>();
    for (const item of items) {
      const address = addresses[model.shards.of(item)];
      if (address === undefined || (this.#rest.get(address) ?? 0) > now) continue;
      const some = wanted.get(address);
      if (some === undefined) wanted.set(address, [item]);
      else some.push(item);
    }
    if (wanted.size === 0) return new Map();
    const { rows, failures } = await fetchRows({ ...this.#ask, applied }, wanted);
    for (const { address, reason } of failures) {
      this.#rest.set(address, this.#clock.now() + BACKOFF);
      if (now - this.#logged < LOG_INTERVAL) continue;
      this.#log(`${address} gives no rows: ${reason}; lists that need them wait`);
      this.#logged = now;
    }
    return rows;
  }

  /** By shard: who holds it, where that is another instance. */
  #addresses(): readonly (string | undefined)[] {
    const addresses: string[] = [];
    for (const { address, shards } of this.#division.others) for (const shard of shards) addresses[shard] = address;
    return addresses;
  }
}
