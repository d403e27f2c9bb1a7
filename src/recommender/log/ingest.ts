import type { Context } from '../../context.ts';
import type { PartitionTail } from '../../kafka/tail.ts';
import type { OutgoingRecord, TopicWriter } from '../../kafka/writer.ts';
import { type RecommenderSpec, readingDigest } from '../spec.ts';
import { EventReader } from './event.ts';
import { packLogRecord } from './log-record.ts';
import { type Merged, markWritten, merge } from './merge.ts';
import { type Broken, SourceQueue } from './source-queue.ts';

const IDLE = 100;

export interface IngestTargets {
  readonly log: TopicWriter;
  readonly deadLetters: TopicWriter;
}

/** Writes the events of the source topics into the log, backlogs merged by event time. */
export class Ingest {
  readonly #tails: readonly PartitionTail[];
  readonly #queues: readonly SourceQueue[];
  readonly #targets: IngestTargets;
  readonly #reader: EventReader;
  readonly #reading: string;

  /** `tails` stand at the first offset that the log does not cover, sorted by topic and partition. */
  constructor(spec: RecommenderSpec, tails: readonly PartitionTail[], targets: IngestTargets) {
    this.#tails = tails;
    this.#queues = tails.map(({ topic, partition, position }) => new SourceQueue(topic, partition, position));
    this.#targets = targets;
    this.#reader = new EventReader(spec);
    this.#reading = readingDigest(spec);
  }

  /** Offsets of the sources that are not in the log yet; transaction markers count until they are passed. */
  get lag(): number {
    return this.#queues.reduce((sum, { end, written }) => sum + Math.max(0, end - written), 0);
  }

  /** Until `signal` aborts. Errors of Kafka pass: what is in the log then says where to go on. */
  async run({ clock, signal }: Pick<Context, 'clock' | 'signal'>): Promise<void> {
    while (!signal.aborted) {
      await this.#fill(signal);
      const moved = await this.#write();
      if (!moved) await clock.sleep(IDLE, signal).catch(() => {});
    }
  }

  async #fill(signal: AbortSignal): Promise<void> {
    for (const [index, queue] of this.#queues.entries()) {
      if (signal.aborted) return;
      if (queue.head !== undefined) continue;
      const chunk = await this.#tails[index]?.poll(0);
      if (chunk !== undefined) queue.fill(chunk, this.#reader);
    }
  }

  /** Dead letters first: what the log covers is never looked at again. */
  async #write(): Promise<boolean> {
    const all: Merged[] = [];
    for (
      let merged = merge(this.#queues, this.#reading);
      merged !== undefined;
      merged = merge(this.#queues, this.#reading)
    ) {
      all.push(merged);
      markWritten(this.#queues, merged.record);
    }
    await this.#targets.deadLetters.write(all.flatMap(({ broken }) => broken.map(deadLetter)));
    await this.#targets.log.write(all.map(({ record }) => ({ key: null, value: packLogRecord(record) })));
    return all.length > 0;
  }
}

/** The record as it was, with the reason and its coordinates; the key tells repeats. */
function deadLetter({ topic, partition, offset, reason, key, value }: Broken): OutgoingRecord {
  const headers = { reason, topic, partition: String(partition), offset: String(offset), ...(key !== null && { key }) };
  return { key: Buffer.from(`${topic}-${partition}@${offset}`), value, headers };
}
