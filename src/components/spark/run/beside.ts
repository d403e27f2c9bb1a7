import { decoding } from '../../../clients/kafka/reader.ts';
import { schemaRegistry } from '../../../clients/registry/open.ts';
import { decodersOf } from '../../../encodings/record-decoder.ts';
import type { JobSite, ManifestFile } from '../../../jobs/runner.ts';
import { type JobSpec, storedEvents } from '../../../jobs/spec.ts';
import { evaluate, MODEL_NAMES } from '../../../recommender/evaluate/evaluate.ts';
import { readEventTopics } from '../../../recommender/evaluate/read-topic.ts';
import type { RecommenderSpec } from '../../../recommender/spec.ts';
import { DEFAULT_HISTORY, modelOptions } from '../../../recommender/spec.ts';
import { topicTypes } from '../../../recommender/topic-types.ts';
import type { AlsWords } from './work.ts';

/** Quality of one model on the split that ALS was evaluated on. */
export interface Beside {
  readonly model: string;
  readonly cases: number;
  readonly hitRate: number;
  readonly ndcg: number;
  readonly mrr: number;
}

/** How a recommender would read the topics whose files ALS read. */
function specOf({ from }: JobSpec, als: AlsWords, files: readonly ManifestFile[]): RecommenderSpec {
  const events = from.flatMap((input) => ('sink' in input ? Object.entries(storedEvents(input, files)) : []));
  const types = new Map(events.map(([topic, event]) => [topic, topicTypes(topic, event, als)]));
  return {
    from: [...types.keys()],
    to: '',
    user: als.user,
    item: als.item,
    weights: als.weights,
    ...(als.rating === undefined ? {} : { rating: als.rating }),
    ...(als.time === undefined ? {} : { time: als.time }),
    types: Object.fromEntries(types),
    top: als.top ?? 10,
    history: DEFAULT_HISTORY,
    excludeKnown: als.excludeKnown ?? true,
  };
}

/** By topic and partition the offset up to which the files hold what the topic does; 0 where there is no file. */
export function endsOf(files: readonly ManifestFile[]): (topic: string, partition: number) => number {
  const ends = new Map<string, number>();
  for (const { topic, partition, end } of files) {
    const place = `${topic} ${partition}`;
    ends.set(place, Math.max(end, ends.get(place) ?? 0));
  }
  return (topic, partition) => ends.get(`${topic} ${partition}`) ?? 0;
}

/**
 * The sidecar's models, leave-last-out, on what the topics hold of the records in the files; undefined when those are
 * more or fewer events than ALS learned from, so that the split would be another.
 */
export async function modelsBeside(
  spec: JobSpec,
  als: AlsWords,
  learned: number,
  files: readonly ManifestFile[],
  site: JobSite,
): Promise<readonly Beside[] | undefined> {
  const like = specOf(spec, als, files);
  const registry = () => schemaRegistry(site.cluster, site.context);
  const readable = decoding(await site.records(), decodersOf(like.types, registry));
  const { events, skipped } = await readEventTopics(readable, like, () => undefined, endsOf(files));
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
