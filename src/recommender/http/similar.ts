import { similarItems } from '../ranking/similar.ts';
import type { Knowledge } from './knowledge.ts';
import { notReady } from './not-ready.ts';
import { json, type Route } from './server.ts';

/** `GET /similar/ITEM`: the items whose users are most alike. */
export function similarRoute(knowledge: Knowledge): Route {
  return {
    method: 'GET',
    path: /^\/similar\/([^/]+)$/,
    async answer({ parts: [item = ''] }) {
      const { learned, spec } = knowledge;
      if (learned === undefined) return notReady;
      const { model } = learned;
      const number = model.items.find(item);
      if (number === undefined) return json(404, { error: `No event on ${item} is known.` });
      const { source, asOf } = await knowledge.rows([number]);
      return json(200, { item, items: similarItems(number, spec.top, source, model.items), asOf });
    },
  };
}
