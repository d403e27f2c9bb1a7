import { UsageError } from '../../base/errors.ts';
import { topicNameSchema } from '../../base/topic-name.ts';

/** `name`, which can be that of a topic. @throws UsageError where Kafka would never take it */
export function topicName(name: string): string {
  if (new RegExp(topicNameSchema.pattern).test(name)) return name;
  throw new UsageError(`\`${name}\` is no name for a topic`, {
    hint: 'A name has 1 to 249 letters, digits, `.`, `_` and `-`.',
  });
}
