import { heeding, type KafkaReader } from '../clients/kafka/reader.ts';
import type { Entry } from '../store/store.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { ChainSink, ComparedRows } from './sink.ts';

/** Counts what a long proof has done so far. */
export interface Progress {
  /** Records of the topics that were counted or compared. */
  records(count: number): void;
  /** Files that were inspected. */
  files(count: number): void;
}

/** One topic-partition of one sink, and all that is needed to prove it. */
export interface Subject {
  readonly kafka: KafkaReader;
  readonly sink: ChainSink;
  readonly topic: string;
  readonly partition: number;
  /** Whether compaction may have removed records: then nothing can be counted. */
  readonly compacted: boolean;
  /** Files below the topic's directory by path relative to the sink. */
  readonly listing: ReadonlyMap<string, Entry>;
  readonly deadLetters: () => Promise<DeadLetters>;
  /** Set when every row is to be compared and can be. */
  readonly rows: ComparedRows | undefined;
  readonly progress: Progress;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Build on no earlier proof. */
  readonly full: boolean;
  /** Where the sink's consumer group stands; undefined where it has no position. */
  readonly groupPosition: number | undefined;
  /** Ends the proof. */
  readonly signal: AbortSignal;
}

/** The same subject for a task that has a signal of its own. */
export const during = <S extends Subject>(subject: S, signal: AbortSignal): S => ({
  ...subject,
  signal,
  kafka: heeding(subject.kafka, signal),
});
