import { deadLetters, type WrittenTopic } from '../language/section-words.ts';
import { deadLetterTopic, logTopic } from './names.ts';

const recommendationsConfig = { 'cleanup.policy': 'compact' };
/** Counters are what the whole log says. */
const logConfig = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };

/**
 * The topics that a recommender brings with it: its lists, what it could not read, its log. `job`: its name in the
 * cluster.
 */
export function topicsOf(job: string, { to }: { readonly to: string }): WrittenTopic[] {
  const [log, purpose] = [logTopic(job), 'the log of a recommender'];
  return [
    { name: to, purpose: 'recommendations', single: false, config: recommendationsConfig, named: 'by-file' },
    deadLetters(deadLetterTopic({ to })),
    { name: log, purpose, single: true, config: logConfig, named: 'by-tool' },
  ];
}
