/** A record of the topic, as far as a row depends on it. */
export interface Origin {
  readonly partition: number;
  readonly offset: number;
  readonly topic?: string;
  /** Milliseconds since 1970; -1: none. */
  readonly timestamp?: number;
  readonly key?: Buffer | null;
  /** What the key says, where it names a schema of the registry. */
  readonly plainKey?: Buffer;
  /** Why that cannot be told. */
  readonly unreadableKey?: string;
  readonly headers?: () => readonly { readonly name: string; readonly value: Buffer | null }[];
}
