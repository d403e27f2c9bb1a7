import { RefusedError, ServiceError } from '../../errors.ts';
import type { RawKafka } from '../../kafka/fetch.ts';
import { PartitionTail } from '../../kafka/tail.ts';
import { type Progress, sourceKey } from './learner.ts';

const startOver = (log: string, state: string): string =>
  `To start over with what is there now: stop the recommender, \`pipeline topics delete ${log}\`, remove ${state}.`;

export interface SourceCheck {
  readonly progress: Progress;
  readonly log: string;
  /** The state folder, for the message. */
  readonly state: string;
}

/**
 * Tails over every partition of the source topics, each at the first offset that the log does not cover. Throws
 * RefusedError where records went before they were learned, or a topic is not the one that was learned from.
 */
export async function sourceTails(
  kafka: RawKafka,
  topics: readonly string[],
  check: SourceCheck,
): Promise<PartitionTail[]> {
  const tails: PartitionTail[] = [];
  for (const topic of [...topics].sort()) {
    const partitions = await kafka.partitions(topic);
    if (partitions === undefined) throw new ServiceError('The topic to learn from does not exist', { where: topic });
    for (const partition of partitions) {
      const { start, end } = await kafka.bounds(topic, partition);
      const covered = check.progress.covered.get(sourceKey(topic, partition));
      if (covered !== undefined) checkCovered(`${topic}-${partition}`, covered, start, end, check);
      tails.push(new PartitionTail(kafka, topic, partition, covered ?? start));
    }
  }
  return tails;
}

function checkCovered(where: string, covered: number, start: number, end: number, { log, state }: SourceCheck): void {
  const hint = startOver(log, state);
  if (covered < start) {
    throw new RefusedError(`Offsets ${covered} to ${start} were removed before they were learned`, { where, hint });
  }
  if (covered > end) {
    throw new RefusedError(`It ends at ${end}, but was learned up to ${covered}: it is not the same topic any more`, {
      where,
      hint,
    });
  }
}

/** Throws RefusedError when the log is not the one that the state was learned from. */
export function checkLog(
  applied: number,
  start: number,
  end: number,
  { log, state }: Omit<SourceCheck, 'progress'>,
): void {
  const hint = startOver(log, state);
  if (applied > end) {
    throw new RefusedError(`The log ends at ${end}, but the state has learned up to ${applied}`, { where: log, hint });
  }
  if (applied < start) {
    throw new RefusedError(`The log begins at ${start}, but the state has learned only up to ${applied}`, {
      where: log,
      hint,
    });
  }
}
