import { digest } from '../../base/canonical.ts';
import type { RecommenderDeclaration, TopicDeclaration } from '../../language/model.ts';
import type { DesiredJob } from '../../pipeline/compile/desired.ts';

/** How a record of one topic tells its event type: by a field of the value, or always the same. */
export interface TopicTypes {
  /** The union's discriminator. */
  readonly by?: string;
  /** Other spellings of types, as the contract has them. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** The type of every record where there is no union: the event's name, or the topic's when it has no event. */
  readonly type?: string;
}

/** `spec` of a job of kind `recommender`, as it travels through `_pipeline.jobs`. */
export interface RecommenderSpec {
  readonly from: readonly string[];
  readonly to: string;
  /** `items` where it is missing. */
  readonly model?: 'items' | 'sessions';
  /** The field that lists are made by: the user, or the session. */
  readonly user: string;
  readonly item: string;
  readonly weights: Readonly<Record<string, number>>;
  readonly rating?: string;
  readonly time?: string;
  /** By topic of `from`. */
  readonly types: Readonly<Record<string, TopicTypes>>;
  readonly top: number;
  readonly history: number;
  readonly excludeKnown: boolean;
  readonly limits?: { readonly users?: number };
  /** Half-lives in milliseconds. */
  readonly decay?: { readonly popularity?: number; readonly profile?: number };
  /** Latest events per user whose items are known. */
  readonly known?: number;
  /** Parts that the items are divided into; 32 where an older version declared it. */
  readonly shards?: number;
}

/** The job that keeps recommendations up to date. */
export function compileRecommender(
  declaration: RecommenderDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): DesiredJob {
  const {
    pipeline,
    pointer,
    map,
    name,
    state,
    from,
    to,
    model,
    user,
    session,
    item,
    weights,
    rating,
    time,
    top,
    history,
  } = declaration;
  const spec = {
    from,
    to,
    ...(model === 'sessions' ? { model } : {}),
    user: model === 'sessions' ? session : user,
    item,
    weights,
    ...(rating === undefined ? {} : { rating }),
    ...(time === undefined ? {} : { time }),
    types: Object.fromEntries(from.map((topic) => [topic, typesOf(topic, topics.get(topic))])),
    top,
    history,
    excludeKnown: declaration.excludeKnown,
    ...(declaration.limits === undefined ? {} : { limits: declaration.limits }),
    ...(declaration.decay === undefined ? {} : { decay: declaration.decay }),
    known: declaration.known,
    shards: declaration.shards,
  } satisfies RecommenderSpec;
  const kind = 'recommender';
  return {
    pipeline,
    pointer,
    map,
    name: `${pipeline}.${name}`,
    kind,
    run: 'streaming',
    state,
    spec,
    digest: digest({ kind, spec }),
    topics: from,
  };
}

function typesOf(topic: string, declaration: TopicDeclaration | undefined): TopicTypes {
  const event = declaration?.event;
  if (event?.by === undefined) return { type: event?.name ?? topic };
  return { by: event.by, ...(event.aliases === undefined ? {} : { aliases: event.aliases }) };
}
