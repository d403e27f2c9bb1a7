import { History } from '../model/history.ts';
import type { Model } from '../model/model.ts';
import { type Explanation, explain } from '../ranking/explain.ts';
import { type Recommended, Recommender } from '../ranking/recommend.ts';
import { type RecommenderSpec, servingDigest } from '../spec.ts';
import type { Rows } from './knowledge.ts';

/** A user's list as `GET /recommendations/USER` gives it: like a written one, of this moment. */
export interface AnsweredList {
  readonly user: string;
  /** False: nothing is known of the user, and the list is what is popular. */
  readonly known: boolean;
  readonly items: readonly Recommended[];
  /** servingDigest of the declaration. */
  readonly model: string;
  readonly asOf: Rows['asOf'];
  /** Event time of the user's latest event, ISO; null for who is not known. */
  readonly time: string | null;
}

/** With `?explain`: the counts that it follows from, too. */
export interface ExplainedList extends AnsweredList {
  readonly explanation: Explanation;
}

/** Somebody of whom nothing is known. */
const nobody = new History(1);

const historyOf = (user: string, model: Model): History | undefined => {
  const history = model.histories[model.users.find(user) ?? -1];
  return history === undefined || history.length === 0 ? undefined : history;
};

/** The user's list out of `rows`, which hold the rows of the user's latest items. */
export function answeredList(user: string, spec: RecommenderSpec, model: Model, { source, asOf }: Rows): AnsweredList {
  const history = historyOf(user, model);
  return {
    user,
    known: history !== undefined,
    items: new Recommender(source, model.items, spec).recommend(history ?? nobody),
    model: servingDigest(spec),
    asOf,
    time: history === undefined ? null : new Date(history.time).toISOString(),
  };
}

/** The same with its explanation. */
export function explainedList(user: string, spec: RecommenderSpec, model: Model, rows: Rows): ExplainedList {
  const list = answeredList(user, spec, model, rows);
  const history = historyOf(user, model) ?? nobody;
  return { ...list, explanation: explain(history, list.items, rows.source, model.items) };
}

/** The user's latest items, whose rows a list is made of; none for who is not known. */
export function profileOf(user: string, model: Model, length: number): number[] {
  return historyOf(user, model)?.latestItems(length) ?? [];
}

/** Where an instance gives a user's explained list. */
export const explainedPath = (user: string): string => `/recommendations/${encodeURIComponent(user)}?explain`;

/** Whether an answer is an explained list of this version. */
export function isExplainedList(value: unknown): value is ExplainedList {
  return (
    typeof value === 'object' &&
    value !== null &&
    'items' in value &&
    Array.isArray(value.items) &&
    'explanation' in value &&
    typeof value.explanation === 'object' &&
    value.explanation !== null &&
    'profile' in value.explanation
  );
}
