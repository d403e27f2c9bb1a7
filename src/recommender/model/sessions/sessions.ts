import type { History } from '../history.ts';
import type { SessionIndex } from './session-index.ts';

/**
 * How neighbours are chosen: out of the `recent` latest sessions that share an item, the `neighbours` most similar
 * ones.
 */
export interface SessionOptions {
  readonly recent: number;
  readonly neighbours: number;
}

/** The sessions of a model, as far as lists need them. */
export interface Sessions {
  readonly index: SessionIndex;
  readonly histories: readonly History[];
  readonly options: SessionOptions;
}
