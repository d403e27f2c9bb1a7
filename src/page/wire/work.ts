import type { Problem } from './problem.ts';

/** How far something long is. */
export interface Progress {
  readonly words: string;
  readonly records?: number;
  readonly files?: number;
}

/** A line about something long: how far it is since when (ISO instants), or how it ended. */
export type WorkLine =
  | (Progress & { readonly since: string })
  | { readonly ended: string; readonly words: string }
  | ({ readonly ended: string } & Problem);
