/** Something that could not be read, in words. */
export interface Trouble {
  /** `Kafka Connect`, `the pipelines`, … */
  readonly about: string;
  readonly message: string;
  readonly hint?: string;
  /** ISO instant of what is shown instead; absent when nothing is. */
  readonly shownFrom?: string;
}

/** What went wrong with a request. */
export interface Problem {
  readonly error: { readonly message: string; readonly where?: string; readonly hint?: string };
}
