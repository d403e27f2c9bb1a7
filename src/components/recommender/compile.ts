import type { TopicDeclaration } from '../../language/model.ts';
import type { RecommenderSpec } from '../../recommender/spec.ts';
import { topicTypes } from '../../recommender/topic-types.ts';
import { specWords } from '../../recommender/words.ts';
import type { RecommenderDeclaration } from './declaration.ts';

/** What the job that keeps recommendations up to date must know. */
export function compileRecommender(
  declaration: RecommenderDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): RecommenderSpec {
  const types = Object.fromEntries(
    declaration.from.map((topic) => [topic, topicTypes(topic, topics.get(topic)?.event, declaration)]),
  );
  return { ...specWords(declaration), types };
}
