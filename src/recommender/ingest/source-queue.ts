import type { Chunk } from '../../clients/kafka/tail.ts';
import type { LoggedEvent } from '../log/logged-event.ts';
import type { EventReader } from './event-reader.ts';

/** A record of a source that must be decided: an event, or what could not be read. */
export interface Entry {
  readonly offset: number;
  readonly event: LoggedEvent | undefined;
  readonly broken?: Broken;
}

export interface Broken {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly reason: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** Where a source partition is taken up. */
export interface SourceStart {
  readonly topic: string;
  /** Kafka's id of the topic. */
  readonly id: string;
  readonly partition: number;
  readonly from: number;
  readonly end: number;
}

/** What was read of one source partition and is not yet in the log. */
export class SourceQueue {
  readonly topic: string;
  readonly id: string;
  readonly partition: number;
  /** Everything before it is in the log. */
  written: number;
  /** Everything before it was read. */
  #read: number;
  /** End of the partition when it was last looked at. */
  end: number;
  #entries: Entry[] = [];
  #next = 0;

  /** Reads from `from` on; `end` is the partition's end as it is known now. */
  constructor({ topic, id, partition, from, end }: SourceStart) {
    this.topic = topic;
    this.id = id;
    this.partition = partition;
    this.written = from;
    this.#read = from;
    this.end = end;
  }

  get head(): Entry | undefined {
    return this.#entries[this.#next];
  }

  /** Whether there may be more to read right now, so that its next event is unknown. */
  get behind(): boolean {
    return this.head === undefined && this.#read < this.end;
  }

  /** The next offset to read. */
  get position(): number {
    return this.#read;
  }

  /** How many entries are read and not taken. */
  get waiting(): number {
    return this.#entries.length - this.#next;
  }

  /** Offset up to which everything has been taken. */
  get taken(): number {
    return this.head?.offset ?? this.#read;
  }

  take(): void {
    this.#next++;
  }

  /** Adds what a look at the partition, at `position`, brought. */
  fill(chunk: Chunk, reader: EventReader): void {
    this.#read = chunk.to;
    this.end = chunk.end;
    const { topic, partition } = this;
    this.#entries.splice(0, this.#next);
    this.#next = 0;
    for (const record of chunk.records) {
      const reading = reader.read(topic, record);
      const { offset, key, original: value = record.value } = record;
      if (reading.kind === 'event') this.#entries.push({ offset, event: reading.event });
      if (reading.kind === 'broken') {
        const broken = { topic, partition, offset, reason: reading.reason, key, value };
        this.#entries.push({ offset, event: undefined, broken });
      }
    }
  }
}
