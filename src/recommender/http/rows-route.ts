import { type ItemRows, packRows, unpackAsk } from '../group/rows-format.ts';
import type { Model } from '../model/model.ts';
import { type Answer, type Asked, json, type Route } from './server.ts';

/** How long a question may wait for this instance to come as far in the log as the one that asks. */
const WAIT = 250;

/** What the route needs of a running instance. */
export interface RowsHolder {
  /** modelDigest. */
  readonly digest: string;
  /** Kafka's id of the log. */
  readonly log: string;
  /** Undefined while it has no state yet. */
  readonly learned: { readonly model: Model; readonly applied: number } | undefined;
  /** Resolves when the log has been learned up to `offset`, at the latest after `wait` ms. */
  reached(offset: number, wait: number): Promise<void>;
}

/**
 * `POST /rows`: rows of items for another instance, each as of a log offset. Items that are not held here are left out.
 */
export function rowsRoute(holder: RowsHolder): Route {
  return { method: 'POST', path: /^\/rows$/, answer: ({ body }: Asked) => answer(holder, body) };
}

async function answer(holder: RowsHolder, body: Buffer): Promise<Answer> {
  const ask = unpackAsk(body);
  if (ask === undefined) return json(400, { error: 'This is no request for rows of this version.' });
  if (ask.model !== holder.digest) return json(409, { error: 'Its model is another: one of the two is out of date.' });
  if (ask.log !== holder.log) return json(409, { error: 'Its log is another.' });
  await holder.reached(ask.applied, WAIT);
  const { learned } = holder;
  if (learned === undefined) return json(503, { error: 'It has no state yet.' });
  return { status: 200, type: 'application/octet-stream', body: packRows(held(learned, ask.items)) };
}

function* held(
  { model, applied }: { readonly model: Model; readonly applied: number },
  items: readonly number[],
): Generator<ItemRows> {
  for (const item of items) {
    const shard = model.shards.of(item);
    if (item >= model.size || !model.shards.holds(shard)) continue;
    const asOf = model.shards.asOf(shard, applied);
    yield { item, asOf, pairs: model.pairs(item), sequences: model.sequences(item) };
  }
}
