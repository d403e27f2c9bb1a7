import type { Context } from '../../base/context.ts';
import { together } from '../../base/together.ts';
import type { MultiTail } from '../../clients/kafka/multi-tail.ts';
import type { OutgoingRecord, TopicWriter } from '../../clients/kafka/writer.ts';
import { packLogRecord } from '../log/log-codec.ts';
import { sourceKey } from '../log/progress.ts';
import { type RecommenderSpec, readingDigest } from '../spec.ts';
import { EventReader } from './event-reader.ts';
import { type Merged, markWritten, merge } from './merge.ts';
import { type Broken, SourceQueue, type SourceStart } from './source-queue.ts';

const WAIT = 250;
const LOOK_INTERVAL = 5_000;
/** A queue with fewer entries is filled while the others are written. */
const LOW = 4_000;

/**
 * What source partitions there are now, each at the first offset that the log does not cover; `written`: what was
 * written into it here, by source.
 */
export type LookAtSources = (written: ReadonlyMap<string, number>) => Promise<readonly SourceStart[]>;

export interface IngestTargets {
  readonly log: TopicWriter;
  readonly deadLetters: TopicWriter;
}

/** Writes the events of the source topics into the log, backlogs merged by event time. */
export class Ingest {
  readonly #tail: MultiTail;
  readonly #look: LookAtSources;
  readonly #queues: SourceQueue[] = [];
  readonly #targets: IngestTargets;
  readonly #reader: EventReader;
  readonly #reading: string;

  constructor(spec: RecommenderSpec, tail: MultiTail, look: LookAtSources, targets: IngestTargets) {
    this.#tail = tail;
    this.#look = look;
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
    await this.#takeUp();
    const copy = async (until: AbortSignal) => {
      while (!until.aborted) {
        const writing = this.#write();
        await Promise.all([this.#fill(), writing]);
      }
    };
    const look = async (until: AbortSignal) => {
      while (!until.aborted) {
        await clock.sleep(LOOK_INTERVAL, until).catch(() => {});
        if (!until.aborted) await this.#takeUp();
      }
    };
    await together(signal, (start) => Promise.all([start(copy), start(look)]));
  }

  /** Partitions that were added to a source are taken up from their beginning. */
  async #takeUp(): Promise<void> {
    const written = new Map(this.#queues.map((queue) => [sourceKey(queue.topic, queue.partition), queue.written]));
    for (const start of await this.#look(written)) {
      const known = this.#queues.some(({ topic, partition }) => topic === start.topic && partition === start.partition);
      if (!known) this.#queues.push(new SourceQueue(start));
    }
    this.#queues.sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
  }

  async #fill(): Promise<void> {
    const hungry = this.#queues.filter(({ waiting }) => waiting < LOW);
    const positions = hungry.map(({ topic, partition, position: offset }) => ({ topic, partition, offset }));
    const busy = this.#queues.some(({ head, behind }) => head !== undefined || behind);
    for (const chunk of await this.#tail.poll(positions, busy ? 0 : WAIT)) {
      const queue = this.#queues.find(({ topic, partition }) => topic === chunk.topic && partition === chunk.partition);
      queue?.fill(chunk, this.#reader);
    }
  }

  /** Dead letters first: what the log covers is never looked at again. */
  async #write(): Promise<void> {
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
  }
}

/** The record as it was, with the reason and its coordinates; the key tells repeats. */
function deadLetter({ topic, partition, offset, reason, key, value }: Broken): OutgoingRecord {
  const headers = { reason, topic, partition: String(partition), offset: String(offset), ...(key !== null && { key }) };
  return { key: Buffer.from(`${topic}-${partition}@${offset}`), value, headers };
}
