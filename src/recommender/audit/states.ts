import type { CountRow } from '../model/count-row.ts';
import { countersDigest } from '../model/digest.ts';
import { Recommender } from '../ranking/recommend.ts';
import type { RecommenderSpec } from '../spec.ts';
import type { NewestState } from '../state/newest.ts';
import type { Snapshot } from '../state/snapshot.ts';
import type { MadeList } from './prove-lists.ts';
import type { StateCounts } from './prove-state.ts';
import { parseAsOf } from './read-published.ts';

/** The counts of a snapshot by the ids of items. */
export function countsOf(path: string, { model, progress }: Snapshot): StateCounts {
  const named = (row: CountRow) => {
    const counts = new Map<string, number>();
    row.visit((item, count) => counts.set(model.items.name(item), count));
    return counts;
  };
  const number = (item: string) => model.items.find(item) ?? -1;
  return {
    state: path,
    asOf: progress.applied,
    shards: new Map(model.shards.held.map((shard) => [shard, model.shards.asOf(shard, progress.applied)])),
    digest: countersDigest(model),
    items: model.items.names,
    total: (item) => ({ popularity: model.popularity(number(item)), itemCount: model.itemCount(number(item)) }),
    row: (item) => ({
      pairs: named(model.counters.pairs.row(number(item))),
      sequences: named(model.counters.sequences.row(number(item))),
    }),
  };
}

/** The lists of all users, made by the recommender itself out of a state. */
export function listsOf({ path, model, source, asOf }: NewestState, log: string, spec: RecommenderSpec): MadeList[] {
  const recommender = new Recommender(source, model.items, spec);
  const offsets = parseAsOf(asOf, log);
  if (offsets === undefined) return [];
  return model.histories.flatMap((history, user) =>
    history.length === 0
      ? []
      : [{ where: path, user: model.users.name(user), items: recommender.recommend(history), asOf: offsets }],
  );
}
