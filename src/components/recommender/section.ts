import { RECOMMENDER } from '../../recommender/names.ts';
import { recommenderSpec } from '../../recommender/spec.ts';
import { topicsOf } from '../../recommender/topics.ts';
import { readWords, recommenderSchema, writtenWords } from '../../recommender/words.ts';
import type { HostedSection } from '../hosted-kind.ts';
import { checkRecommender } from './check.ts';
import { compileRecommender } from './compile.ts';
import { declarationOf } from './declaration.ts';
import { lintKeys } from './lint.ts';

/** `recommender:` of a pipeline file. */
export const section: HostedSection = {
  name: RECOMMENDER,
  schema: recommenderSchema(),
  read(words, job) {
    const { from, to, state } = readWords(words);
    return { from, writes: topicsOf(job, { to }), state };
  },
  lint(declaration, topics) {
    const declared = declarationOf(declaration);
    return [...checkRecommender(declared, topics), ...lintKeys(declared, topics)];
  },
  spec: (declaration, topics) => ({ ...compileRecommender(declarationOf(declaration), topics) }),
  declared: ({ name, spec }) => ({ words: writtenWords(recommenderSpec(name, spec)) }),
};
