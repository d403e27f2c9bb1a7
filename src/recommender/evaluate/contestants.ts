import { Model, type ModelEvent, type ModelOptions } from '../model/model.ts';
import { Ranking } from '../ranking/rank.ts';
import { Recommender } from '../ranking/recommend.ts';
import { DEFAULT_SESSIONS } from '../spec.ts';

/** A model under test: learns events in order, and ranks all items for a user at any moment. */
export interface Contestant {
  readonly name: string;
  learn(event: ModelEvent): void;
  /** The first items of the user's ranking, best first. */
  list(user: string): readonly string[];
}

export interface ContestOptions extends ModelOptions {
  /** Items in a list. */
  readonly top: number;
  readonly excludeKnown: boolean;
}

/** The recommender as it runs: item CF + ½ sequential rules, popularity where nothing is known. */
export const itemModel = ({ sessions: _, ...options }: ContestOptions): Contestant => contestant('items', options);

/** Session kNN, where each user is one session. */
export const sessionModel = (options: ContestOptions): Contestant =>
  contestant('sessions', { sessions: DEFAULT_SESSIONS, ...options });

function contestant(name: string, options: ContestOptions): Contestant {
  const model = new Model(options);
  const recommender = new Recommender(model, model.items, options);
  return {
    name,
    learn: (event) => void model.learn(event),
    list: (user) => {
      recommender.refresh();
      return recommender.recommend(model.history(user)).map(({ item }) => item);
    },
  };
}

/** What most events were on, the same for everybody: the yardstick. */
export function popularity({ top, excludeKnown }: ContestOptions): Contestant {
  const counts = new Map<string, number>();
  const known = new Map<string, Set<string>>();
  return {
    name: 'popularity',
    learn: ({ user, item }) => {
      counts.set(item, (counts.get(item) ?? 0) + 1);
      known.set(user, (known.get(user) ?? new Set()).add(item));
    },
    list: (user) => {
      const items = [...counts.keys()];
      const ranking = new Ranking(top, (number) => items[number] ?? '');
      const had = excludeKnown ? known.get(user) : undefined;
      items.forEach((item, number) => {
        if (had?.has(item) !== true) ranking.offer(number, counts.get(item) ?? 0);
      });
      return ranking.best.map(({ item }) => items[item] ?? '');
    },
  };
}
