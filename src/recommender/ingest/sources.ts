import { RefusedError, ServiceError } from '../../base/errors.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { startOver } from '../log/check-log.ts';
import { type Progress, sourceKey } from '../log/progress.ts';
import type { SourceStart } from './source-queue.ts';

/**
 * Every partition of the source topics as they are now, by topic and partition, each at the first offset that the log
 * does not cover. Throws RefusedError where records went before they were learned, or a topic is not the one that was
 * learned from.
 */
export async function sourceStarts(
  kafka: RawKafka,
  topics: readonly string[],
  name: string,
  { covered, topics: known }: Pick<Progress, 'covered' | 'topics'>,
): Promise<SourceStart[]> {
  const starts: SourceStart[] = [];
  const ids = await kafka.topicIds(topics);
  for (const topic of [...topics].sort()) {
    await kafka.forgetLeaders(topic);
    const partitions = await kafka.partitions(topic);
    const id = ids.get(topic) ?? '';
    if (partitions === undefined) throw new ServiceError('The topic to learn from does not exist', { where: topic });
    checkTopic(topic, id, known.get(topic), name);
    for (const partition of partitions) {
      const { start, end } = await kafka.bounds(topic, partition);
      const decided = covered.get(sourceKey(topic, partition));
      if (decided !== undefined) checkCovered(`${topic}-${partition}`, decided, start, end, name);
      starts.push({ topic, id, partition, from: decided ?? start, end });
    }
  }
  return starts;
}

function checkTopic(where: string, id: string, known: string | undefined, name: string): void {
  if (id === '' || known === undefined || known === id) return;
  throw new RefusedError('The topic was created again since it was learned from: its offsets mean other events now', {
    where,
    hint: startOver(name),
  });
}

function checkCovered(where: string, covered: number, start: number, end: number, name: string): void {
  const hint = startOver(name);
  if (covered < start) {
    throw new RefusedError(`Offsets ${covered} to ${start} were removed before they were learned`, { where, hint });
  }
  if (covered > end) {
    throw new RefusedError(`It ends at ${end}, but was learned up to ${covered}: it was cut off`, { where, hint });
  }
}
