import { UsageError } from '../../base/errors.ts';

/** `name`, which can be that of a topic. @throws UsageError where Kafka would never take it */
export function topicName(name: string): string {
  if (/^[a-zA-Z0-9._-]{1,249}$/.test(name) && name !== '.' && name !== '..') return name;
  throw new UsageError(`\`${name}\` is no name for a topic`, {
    hint: 'A name has 1 to 249 letters, digits, `.`, `_` and `-`.',
  });
}
