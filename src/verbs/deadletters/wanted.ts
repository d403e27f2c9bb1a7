import { UsageError } from '../../base/errors.ts';
import type { Wanted } from '../../pipeline/dead-letters/list.ts';
import { integer, option, valued } from '../flag.ts';

/** Flags that choose among the dead letters of a sink. */
export const wantedFlags = {
  reason: option('<text>', 'only those whose reason contains this'),
  topic: option('<topic>', 'only records of this topic', { completes: { from: ['topics'] } }),
  partition: valued('<partition>', 'only records of this partition', integer),
  offset: valued('<offset>', 'only the record at this offset (with --partition)', integer),
};

/** @throws UsageError for an offset that could be of any partition */
export function wantedBy({ reason, topic, partition, offset }: Wanted): Wanted {
  if (offset !== undefined && partition === undefined) {
    throw new UsageError('--offset needs --partition', { hint: 'An offset means something in one partition only.' });
  }
  return { reason, topic, partition, offset };
}
