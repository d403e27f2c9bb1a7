import { chainPartitions } from './chain-files.ts';
import type { Finding } from './proof.ts';
import type { ChainSink } from './sink.ts';

/** Where there is nothing to compare, nothing is proven. */
export const absentTopic = (topic: string): Finding => ({
  kind: 'absent',
  failure: true,
  message: 'the topic does not exist; `pipeline apply` creates what is declared',
  topic,
});

/** A topic that a pattern found once, and that somebody deleted since: what is stored of it stays. */
export const deletedTopic = (topic: string): Finding => ({
  kind: 'unchecked',
  failure: false,
  message: 'the topic is no longer there, so what is stored of it was not compared',
  topic,
});

/** A pattern that finds nothing is no mistake, but nothing is proven either. */
export const noTopicYet = (pattern: string): Finding => ({
  kind: 'unchecked',
  failure: false,
  message: `no topic matches its pattern \`${pattern}\` yet`,
});

/** A sink that was never applied: it has no connector, and has left no commit log behind. */
export async function neverApplied(sink: ChainSink): Promise<Finding[]> {
  if (sink.undeployed !== true) return [];
  for (const topic of sink.topics) if ((await chainPartitions(sink, topic)).length > 0) return [];
  const message = 'it has no connector, and never stored anything; `pipeline apply` creates it';
  return [{ kind: 'absent', failure: true, message }];
}
