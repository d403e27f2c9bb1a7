import type { TopicDeclaration } from '../../language/model.ts';
import type { RecommenderSpec, TopicTypes } from '../../recommender/spec.ts';
import { specWords } from '../../recommender/words.ts';
import type { RecommenderDeclaration } from './declaration.ts';

/** What the job that keeps recommendations up to date must know. */
export function compileRecommender(
  declaration: RecommenderDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): RecommenderSpec {
  const types = Object.fromEntries(declaration.from.map((topic) => [topic, typesOf(topic, topics.get(topic))]));
  return { ...specWords(declaration), types };
}

function typesOf(topic: string, declaration: TopicDeclaration | undefined): TopicTypes {
  const event = declaration?.event;
  if (event?.by === undefined) return { type: event?.name ?? topic };
  return { by: event.by, ...(event.aliases === undefined ? {} : { aliases: event.aliases }) };
}
