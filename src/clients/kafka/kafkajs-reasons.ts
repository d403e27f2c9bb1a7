import kafkajs from 'kafkajs';
import alterConfigs from 'kafkajs/src/protocol/requests/alterConfigs/v1/response.js';
import createPartitions from 'kafkajs/src/protocol/requests/createPartitions/v1/response.js';
import createTopics from 'kafkajs/src/protocol/requests/createTopics/v3/response.js';
import describeConfigs from 'kafkajs/src/protocol/requests/describeConfigs/v2/response.js';

interface Refused {
  readonly topic?: string;
  readonly resourceName?: string;
  readonly errorMessage?: string | null;
}

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

/** kafkajs 2.2.4 reads the broker's reason and throws its code alone: the reason is kept beside the error. */
for (const response of [createTopics, createPartitions, alterConfigs, describeConfigs]) {
  const { parse } = response;
  response.parse = async (decoded) => {
    try {
      return await parse(decoded);
    } catch (error) {
      keep(error, [...(decoded.topicErrors ?? []), ...(decoded.resources ?? [])]);
      throw error;
    }
  };
}
