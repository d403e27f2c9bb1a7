import type { WrittenTopic } from '../language/section-words.ts';

/** The consumer group whose members share the partitions of a job; its offsets show the lag. */
export const groupOf = (job: string): string => `pipeline.${job}`;

export const stateTopicOf = (job: string): string => `${job}.state`;

/** States are written every few seconds, and only closed segments are compacted: small ones keep the topic small. */
const config = {
  'cleanup.policy': 'compact',
  'segment.bytes': String(16 * 2 ** 20),
  'segment.ms': '600000',
  'min.cleanable.dirty.ratio': '0.2',
  'delete.retention.ms': '60000',
};

/** The compacted topic that holds the state of each partition that a job reads. */
export const stateTopic = (job: string): WrittenTopic => ({
  name: stateTopicOf(job),
  purpose: 'the state of a job',
  single: true,
  config,
  named: 'by-tool',
});
