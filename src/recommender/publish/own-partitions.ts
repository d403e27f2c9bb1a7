import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { MultiTail } from '../../clients/kafka/multi-tail.ts';
import type { KnownLists } from './known-lists.ts';

const WAIT = 250;

/** One partition of the recommendations topic that this instance writes. */
interface Own {
  position: number;
  /** Lists below it were there when the partition was taken: they must be known before one is written. */
  readonly until: number;
}

/**
 * Reads the partitions of the recommendations topic that this instance writes: first what is there, then what comes,
 * also from others that do not know yet that the partition is no longer theirs.
 */
export class OwnPartitions {
  readonly #kafka: RawKafka;
  readonly #topic: string;
  readonly #known: KnownLists;
  readonly #tail: MultiTail;
  readonly #own = new Map<number, Own>();
  #overwritten: string[] = [];
  /** All of the first ones have been read: a list that is where it does not belong is found before any is written. */
  #begun = false;

  constructor(kafka: RawKafka, topic: string, known: KnownLists) {
    this.#kafka = kafka;
    this.#topic = topic;
    this.#known = known;
    this.#tail = new MultiTail(kafka);
  }

  get partitions(): number[] {
    return [...this.#own.keys()];
  }

  /** Those whose lists are all known, so that new ones may be written. */
  get ready(): ReadonlySet<number> {
    if (!this.#begun) return new Set();
    return new Set(
      [...this.#own].flatMap(([partition, { position, until }]) => (position >= until ? [partition] : [])),
    );
  }

  /** Users whose lists another instance wrote over with older ones, since the last call. */
  takeOverwritten(): readonly string[] {
    const users = this.#overwritten;
    if (users.length > 0) this.#overwritten = [];
    return users;
  }

  /** From now on exactly these partitions are this instance's. */
  async set(partitions: readonly number[]): Promise<void> {
    for (const partition of this.#own.keys()) {
      if (partitions.includes(partition)) continue;
      this.#own.delete(partition);
      this.#known.leave(partition);
    }
    for (const partition of partitions) {
      if (this.#own.has(partition)) continue;
      const { start, end } = await this.#kafka.bounds(this.#topic, partition);
      this.#own.set(partition, { position: start, until: end });
    }
    this.#begin();
  }

  /** Reads what is there, waiting a little for something new. */
  async step(): Promise<void> {
    const positions = [...this.#own].map(([partition, { position }]) => ({
      topic: this.#topic,
      partition,
      offset: position,
    }));
    for (const chunk of await this.#tail.poll(positions, WAIT)) {
      const own = this.#own.get(chunk.partition);
      // An answer to a question from before the partition was left and taken again.
      if (own === undefined || own.position !== chunk.from) continue;
      for (const record of chunk.records) {
        const user = this.#known.read(chunk.partition, record);
        if (user !== undefined) this.#overwritten.push(user);
      }
      own.position = chunk.to;
    }
    this.#begin();
  }

  #begin(): void {
    const { size } = this.#own;
    this.#begun ||= size > 0 && [...this.#own.values()].every(({ position, until }) => position >= until);
  }
}
