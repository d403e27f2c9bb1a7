import { isRecord } from '../base/values.ts';
import type { RecommenderDeclaration } from './model.ts';
import { readWords } from './recommender-words.ts';
import type { Section } from './section.ts';

/** `recommender:` of a file: none or one. */
export function readRecommenders({ root, usable, pipeline, map }: Section): RecommenderDeclaration[] {
  const written = root.recommender;
  if (!isRecord(written) || !usable('recommender')) return [];
  return [{ pipeline, name: 'recommender', pointer: ['recommender'], map, ...readWords(written) }];
}
