import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '../../base/errors.ts';
import { OFFSET_OUT_OF_RANGE, type Position, type RawKafka } from './fetch.ts';
import type { PartitionFetched } from './fetch-response.ts';
import { MOVED } from './leader-moved.ts';
import type { DecoderOf } from './records.ts';
import { type Chunk, chunkOf } from './tail.ts';

/** Pause while there is nobody to ask. */
const LEADERLESS = 200;

/** What one broker is being asked. */
interface Question {
  readonly positions: readonly Position[];
  readonly answer: Promise<readonly PartitionFetched[]>;
}

const same = (left: Pick<Position, 'topic' | 'partition'>, right: Pick<Position, 'topic' | 'partition'>): boolean =>
  left.topic === right.topic && left.partition === right.partition;

/**
 * Reads committed records of many partitions, whichever has some: one waiting fetch per broker, not one per partition,
 * so that a record is seen as soon as it is there. The caller keeps the positions.
 */
export class MultiTail {
  readonly #kafka: RawKafka;
  readonly #decoderOf: DecoderOf;
  readonly #asked = new Map<number, Question>();

  constructor(kafka: RawKafka, decoderOf: DecoderOf = () => undefined) {
    this.#kafka = kafka;
    this.#decoderOf = decoderOf;
  }

  /**
   * What the first broker to answer has at `positions`, waiting up to `wait` ms for something new; positions that are
   * part of an unanswered question are not asked again. Throws ServiceError when one is out of range or a broker
   * refuses, UnreachableError when one does not answer.
   */
  async poll(positions: readonly Position[], wait: number): Promise<Chunk[]> {
    const idle = new Map<number, Position[]>();
    for (const position of positions) {
      if ([...this.#asked.values()].some((question) => question.positions.some((one) => same(one, position)))) continue;
      const leader = await this.#kafka.leader(position.topic, position.partition);
      if (leader !== undefined && !this.#asked.has(leader)) idle.set(leader, [...(idle.get(leader) ?? []), position]);
    }
    for (const [leader, some] of idle) {
      const answer = this.#kafka.fetchFrom(leader, some, wait);
      answer.catch(() => {});
      this.#asked.set(leader, { positions: some, answer });
    }
    const settled = [...this.#asked].map(([leader, { answer }]) => answer.then(() => leader).catch(() => leader));
    if (settled.length === 0) {
      for (const topic of new Set(positions.map((position) => position.topic))) await this.#kafka.forgetLeaders(topic);
      await sleep(LEADERLESS);
      return [];
    }
    const leader = await Promise.race(settled);
    const question = this.#asked.get(leader);
    this.#asked.delete(leader);
    return question === undefined ? [] : this.#chunks(question.positions, await question.answer);
  }

  async #readable(chunk: Chunk): Promise<Chunk> {
    const decode = this.#decoderOf(chunk.topic);
    return decode === undefined ? chunk : { ...chunk, records: await Promise.all(chunk.records.map(decode)) };
  }

  async #chunks(positions: readonly Position[], fetched: readonly PartitionFetched[]): Promise<Chunk[]> {
    const chunks: Chunk[] = [];
    for (const one of fetched) {
      const { topic, partition, error } = one;
      const from = positions.find((position) => same(position, one))?.offset ?? 0;
      const where = `${topic}-${partition}`;
      if (error === OFFSET_OUT_OF_RANGE) {
        throw new ServiceError(`Offset ${from} is not in the topic (any more)`, {
          where,
          hint: 'Retention removed it, or the topic was recreated.',
        });
      }
      if (MOVED.has(error)) await this.#kafka.forgetLeaders(topic);
      else if (error !== 0) throw new ServiceError(`Kafka refused the read with error ${error}`, { where });
      else chunks.push(await this.#readable(await chunkOf(topic, partition, from, one)));
    }
    return chunks;
  }
}
