import { committedOf } from './committed.ts';
import type { RawKafka } from './fetch.ts';
import type { Fetched } from './fetch-response.ts';
import { type RawRecord, recordsOf } from './records.ts';

/** What one look at a partition brought. */
export interface Chunk {
  readonly topic: string;
  readonly partition: number;
  /** Offsets `[from, to)` were looked at; `records` are the committed ones among them, in order. */
  readonly from: number;
  readonly to: number;
  readonly records: readonly RawRecord[];
  /** The last stable offset at that moment: `to` equal to it means that nothing more is decided yet. */
  readonly end: number;
}

/** What a fetch at `from` brought. */
export async function chunkOf(topic: string, partition: number, from: number, fetched: Fetched): Promise<Chunk> {
  const records: RawRecord[] = [];
  for (const batch of committedOf(fetched)) {
    for (const record of await recordsOf(batch)) if (record.offset >= from) records.push(record);
  }
  const to = Math.max(from, (fetched.batches.at(-1)?.lastOffset ?? from - 1) + 1);
  return { topic, partition, from, to, records, end: fetched.lastStableOffset };
}

/**
 * Reads one partition's committed records from an offset on, without a consumer group: the caller keeps the position.
 */
export class PartitionTail {
  readonly topic: string;
  readonly partition: number;
  #kafka: RawKafka;
  #position: number;

  constructor(kafka: RawKafka, topic: string, partition: number, offset: number) {
    this.#kafka = kafka;
    this.topic = topic;
    this.partition = partition;
    this.#position = offset;
  }

  /** Offset of the next record that will be looked at. */
  get position(): number {
    return this.#position;
  }

  /** Looks once, waiting up to `wait` ms for something new. Throws ServiceError when the position is out of range. */
  async poll(wait: number): Promise<Chunk> {
    const from = this.#position;
    const chunk = await chunkOf(
      this.topic,
      this.partition,
      from,
      await this.#kafka.fetch(this.topic, this.partition, from, wait),
    );
    this.#position = chunk.to;
    return chunk;
  }
}
