import type { RecommenderSpec } from '../../compile/recommender.ts';
import { evaluate, MODEL_NAMES } from '../../recommender/evaluate/evaluate.ts';
import { readEventTopics } from '../../recommender/evaluate/read-topic.ts';
import { modelOptions } from '../../recommender/spec.ts';
import type { JobSite } from '../runner.ts';
import type { JobSpec } from '../spec.ts';
import type { AlsWords } from './work.ts';

/** Quality of one model on the split that ALS was evaluated on. */
export interface Beside {
  readonly model: string;
  readonly cases: number;
  readonly hitRate: number;
  readonly ndcg: number;
  readonly mrr: number;
}

const history = 200;

/** How a recommender would read the topics whose files ALS read. */
function specOf({ from }: JobSpec, als: AlsWords): RecommenderSpec {
  const events = Object.assign({}, ...from.map((input) => ('sink' in input ? input.events : {})));
  const types = Object.entries<JobEvent>(events).map(([topic, { name, by, aliases }]) => {
    return [topic, by === undefined ? { type: name } : { by, ...(aliases === undefined ? {} : { aliases }) }] as const;
  });
  return {
    from: types.map(([topic]) => topic),
    to: '',
    user: als.user,
    item: als.item,
    weights: als.weights,
    ...(als.rating === undefined ? {} : { rating: als.rating }),
    ...(als.time === undefined ? {} : { time: als.time }),
    types: Object.fromEntries(types),
    top: als.top ?? 10,
    history,
    excludeKnown: als.excludeKnown ?? true,
  };
}

type JobEvent = { readonly name: string; readonly by?: string; readonly aliases?: Readonly<Record<string, string>> };

/**
 * The sidecar's models, leave-last-out, on the topics behind the files; undefined when those hold more or fewer events than
 * the files by now, so that the split would be another.
 */
export async function modelsBeside(
  spec: JobSpec,
  als: AlsWords,
  learned: number,
  site: JobSite,
): Promise<readonly Beside[] | undefined> {
  const like = specOf(spec, als);
  const { events, skipped } = await readEventTopics(await site.records(), like, () => undefined);
  if (events.length !== learned) return undefined;
  const { trials } = await evaluate(events, {
    ...modelOptions(like),
    source: like.from.join(', '),
    skipped,
    protocols: ['leave-last-out'],
    models: MODEL_NAMES,
    lengths: [like.top],
    every: 1,
    excludeKnown: like.excludeKnown,
    signal: site.context.signal,
    progress: () => undefined,
  });
  return trials.flatMap(({ outcomes }) =>
    outcomes.flatMap(({ model, cases, at }) => {
      const quality = at.get(like.top);
      if (quality === undefined) return [];
      const { hitRate, ndcg, mrr } = quality;
      return [{ model, cases, hitRate, ndcg, mrr }];
    }),
  );
}
