import kafkajs from 'kafkajs';
import { onRefusal, type Refused } from './kafkajs-internals.ts';

const reasons = new WeakMap<object, string>();

/** What the broker itself said about an error of kafkajs; undefined when it said no more than its code. */
export function reasonOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null ? reasons.get(error) : undefined;
}

function keep(error: unknown, refused: readonly Refused[]): void {
  if (error instanceof kafkajs.KafkaJSAggregateError) {
    for (const one of error.errors) {
      const topic: unknown = typeof one === 'object' && 'topic' in one ? one.topic : undefined;
      keep(
        one,
        refused.filter((about) => about.topic === topic),
      );
    }
    return;
  }
  const reason = refused.find(({ errorMessage }) => errorMessage)?.errorMessage;
  if (reason && typeof error === 'object' && error !== null) reasons.set(error, reason);
}

onRefusal(keep);
