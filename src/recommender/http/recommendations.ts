import { DECAY } from '../ranking/score.ts';
import { answeredList, explainedList, profileOf } from './explained-list.ts';
import type { Knowledge } from './knowledge.ts';
import { notReady } from './not-ready.ts';
import { json, type Route } from './server.ts';

const ATTEMPTS = 5;

/**
 * `GET /recommendations/USER`: the user's list as it follows from the log now, in the form of a written one; popular
 * items for a user that nothing is known of. `?explain` adds the counts it comes from. Any instance answers for any
 * user: it has everybody's latest events, and asks the others for rows.
 */
export function recommendationsRoute(knowledge: Knowledge): Route {
  return {
    method: 'GET',
    path: /^\/recommendations\/([^/]+)$/,
    parameters: ['explain'],
    async answer({ parts: [user = ''], query }) {
      const { learned, spec } = knowledge;
      if (learned === undefined) return notReady;
      const { model } = learned;
      for (let attempt = 1; ; attempt++) {
        const profile = profileOf(user, model, DECAY.length);
        const rows = await knowledge.rows(profile);
        // While other instances were asked the user may have done something: then other rows are needed.
        const now = profileOf(user, model, DECAY.length);
        if (String(now) === String(profile)) {
          return json(200, (query.has('explain') ? explainedList : answeredList)(user, spec, model, rows));
        }
        if (attempt === ATTEMPTS) return notReady;
      }
    },
  };
}
