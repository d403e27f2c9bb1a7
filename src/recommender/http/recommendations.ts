import { explain } from '../model/explain.ts';
import { History } from '../model/history.ts';
import { Recommender } from '../model/recommend.ts';
import { DECAY } from '../model/score.ts';
import { servingDigest } from '../spec.ts';
import type { Knowledge } from './knowledge.ts';
import { notReady } from './not-ready.ts';
import { json, type Route } from './server.ts';

/** Somebody of whom nothing is known. */
const nobody = new History(1);

/**
 * `GET /recommendations/USER`: the user's list as it follows from the log now, in the form of a written one; popular items
 * for a user that nothing is known of. `?explain` adds the counts it comes from.
 */
export function recommendationsRoute(knowledge: Knowledge): Route {
  return {
    method: 'GET',
    path: /^\/recommendations\/([^/]+)$/,
    async answer({ parts: [user = ''], query }) {
      const { learned, spec } = knowledge;
      if (learned === undefined) return notReady;
      const { model } = learned;
      const number = model.users.find(user);
      const history = number === undefined ? undefined : model.histories[number];
      const { source, asOf } = await knowledge.rows(history?.latestItems(DECAY.length) ?? []);
      const recommender = new Recommender(source, model.items, spec);
      const items = recommender.recommend(history ?? nobody);
      return json(200, {
        user,
        known: history !== undefined,
        items,
        model: servingDigest(spec),
        asOf,
        time: history === undefined ? null : new Date(history.time).toISOString(),
        ...(query.has('explain') && { explanation: explain(history ?? nobody, items, source, model.items) }),
      });
    },
  };
}
