import type { Problem } from './problem.ts';

/** Bytes that are no UTF-8 come as base64. */
export type Bytes = string | null | { readonly base64: string };

/** One record, as `consume -o json` prints it (docs/kafka.md). */
export interface Message {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: string | number;
  readonly key: Bytes;
  readonly value: Bytes;
  /** By name; a list where a name stands several times. */
  readonly headers: Readonly<Record<string, Bytes | readonly Bytes[]>>;
}

/** A record that was found. */
export interface FoundMessage {
  readonly message: Message;
  /** By the contract of its topic: its type and fields in one line. */
  readonly decoded?: string;
  /** Why it cannot be read by that contract. */
  readonly broken?: string;
}

/** A line of a search: a record that was found, or how far it is. */
export type SearchLine =
  | FoundMessage
  | { readonly looked: number; readonly of: number; readonly done: boolean }
  | Problem;
