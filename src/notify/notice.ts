import type { Post } from './post.ts';

/** Something to be told, and where it comes from. */
export interface Notice {
  /** The rule, or the condition: what summaries count by. */
  readonly name: string;
  /** When it happened, milliseconds since 1970. */
  readonly time: number;
  readonly post: Post;
  readonly source: NoticeSource;
  /** What the source knows it by. */
  readonly place: number;
}

/** Where the notices of a channel come from: a topic of alerts, or the health of a pipeline. */
export interface NoticeSource {
  /** Whether `next` waits a little for something new. */
  readonly waits: boolean;
  /** What is new, in its order. Errors are those of Kafka. */
  next(): Promise<readonly Notice[]>;
  /** The notices of these places were told, or refused for good; writes it down. */
  told(places: readonly number[]): Promise<void>;
}
