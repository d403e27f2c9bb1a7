import type { SectionDeclaration } from '../../language/model.ts';
import { type RecommenderWords, readWords } from '../../recommender/words.ts';

/** `recommender:` of a pipeline, with the values of its words. */
export interface RecommenderDeclaration extends Omit<SectionDeclaration, 'from' | 'words'>, RecommenderWords {}

export function declarationOf({ words, ...declared }: SectionDeclaration): RecommenderDeclaration {
  return { ...declared, ...readWords(words) };
}
