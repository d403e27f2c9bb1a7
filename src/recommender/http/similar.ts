import { isRecord } from '../../base/values.ts';
import { type Similar, similarItems } from '../ranking/similar.ts';
import type { Knowledge, Rows } from './knowledge.ts';
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

/** What `GET /similar/ITEM` answers. */
export interface SimilarItems {
  readonly item: string;
  readonly items: readonly Similar[];
  readonly asOf: Rows['asOf'];
}

export const similarPath = (item: string): string => `/similar/${encodeURIComponent(item)}`;

export const isSimilarItems = (value: unknown): value is SimilarItems =>
  isRecord(value) && typeof value.item === 'string' && Array.isArray(value.items);
