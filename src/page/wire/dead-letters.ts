import type { Message } from './messages.ts';
import type { Problem } from './problem.ts';

/** Where a record is, or was, that became a dead letter. */
export interface LetterPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** Dead letters of one reason. */
export interface ReasonRow {
  /** The reason, with `…` for the values that differ from record to record. */
  readonly reason: string;
  readonly waiting: number;
  readonly stored: number;
  readonly first: LetterPlace & { readonly timestamp: string | number; readonly reason: string };
}

/** The dead letters of a sink. */
export interface DeadLettersPage {
  readonly name: string;
  /** Its dead-letter topic. */
  readonly topic: string;
  /** Those of which most wait first. */
  readonly reasons: readonly ReasonRow[];
  /** Why none can be tried again; absent where they can. */
  readonly refused?: Problem['error'];
  /** Whether a retry is under way. */
  readonly retrying: boolean;
}

/** One dead letter: the record under its own place and with its own headers, and why it was rejected. */
export interface LetterRow {
  readonly message: Message;
  readonly reason: string;
  readonly standing: 'open' | 'stored' | 'unknown';
}

/** Dead letters that were asked for, the oldest of each partition first. */
export interface LetterRows {
  readonly letters: readonly LetterRow[];
  /** Whether there are others beyond those. */
  readonly more: boolean;
}

/** What a retry would do: shown first, and done only as it was shown. */
export interface RetryIntent {
  /** What a write must bring. */
  readonly seal: string;
  /** Dead letters that would be tried. */
  readonly tried: number;
  readonly sentences: readonly string[];
  /** The same by hand. */
  readonly command: string;
}
