import { digest } from '../../base/canonical.ts';
import type { DesiredJob } from '../../jobs/desired-job.ts';
import type { RecommenderDeclaration, TopicDeclaration } from '../../language/model.ts';
import { specWords } from '../../language/recommender-words.ts';
import type { RecommenderSpec, TopicTypes } from '../../recommender/spec.ts';

/** The job that keeps recommendations up to date. */
export function compileRecommender(
  declaration: RecommenderDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): DesiredJob {
  const { pipeline, pointer, map, name, state, from } = declaration;
  const types = Object.fromEntries(from.map((topic) => [topic, typesOf(topic, topics.get(topic))]));
  const spec: RecommenderSpec = { ...specWords(declaration), types };
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
