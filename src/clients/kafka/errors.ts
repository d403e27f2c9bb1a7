import kafkajs from 'kafkajs';
import { PipelineError, ServiceError, UnreachableError } from '../../base/errors.ts';
import { reasonOf } from './refusal-reasons.ts';

const SILENT = new Set([
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSLockTimeout',
  'KafkaJSBrokerNotFound',
  'KafkaJSMetadataNotLoaded',
]);

/** Sentences for what a broker answers most; everything else keeps the broker's own words. */
const ANSWERS: Readonly<Record<string, { message: string; hint?: string }>> = {
  UNKNOWN_TOPIC_OR_PARTITION: {
    message: 'There is no such topic or partition',
    hint: '`pipeline topics list` shows what there is.',
  },
  TOPIC_ALREADY_EXISTS: { message: 'The topic exists already', hint: '`pipeline topics describe` shows its settings.' },
  INVALID_REPLICATION_FACTOR: {
    message: 'There are fewer brokers than the replication factor asks for',
    hint: 'Lower the replication factor or start more brokers.',
  },
  TOPIC_AUTHORIZATION_FAILED: {
    message: 'This user may not do that to the topic',
    hint: 'Grant it the right with an ACL, or use another user.',
  },
  SASL_AUTHENTICATION_FAILED: {
    message: 'Kafka refused the user name, password or token',
    hint: 'Look at kafka.sasl in config/clusters.',
  },
};

/** The error that kafkajs wrapped in counts of retries. */
function root(error: unknown): unknown {
  if (error instanceof kafkajs.KafkaJSAggregateError) return root(error.errors[0]);
  if (error instanceof kafkajs.KafkaJSNumberOfRetriesExceeded && error.cause !== undefined) return root(error.cause);
  return error;
}

/** Kafka's own name of an error, such as `UNKNOWN_TOPIC_OR_PARTITION`; undefined for what is not a broker's answer. */
export function kafkaErrorType(error: unknown): string | undefined {
  const cause = root(error);
  if (cause instanceof kafkajs.KafkaJSSASLAuthenticationError) return 'SASL_AUTHENTICATION_FAILED';
  const type: unknown = cause instanceof Error && 'type' in cause ? cause.type : undefined;
  return typeof type === 'string' ? type : undefined;
}

/**
 * An error of kafkajs as one of ours: what happened, to what (`where`), how to mend it. Other errors stay themselves.
 */
export function kafkaError(error: unknown, where: string): unknown {
  const cause = root(error);
  if (cause instanceof PipelineError) return cause;
  if (!(cause instanceof Error) || !cause.name.startsWith('KafkaJS')) return error;
  if (SILENT.has(cause.name)) {
    return new UnreachableError(`Kafka does not answer: ${cause.message}`, {
      where,
      hint: 'Is the cluster up? `pipeline ps`, with the same --cluster, shows what runs of it.',
      cause,
    });
  }
  const answer = ANSWERS[kafkaErrorType(error) ?? ''];
  const reason = reasonOf(cause);
  if (answer === undefined) return new ServiceError(`Kafka refused: ${reason ?? cause.message}`, { where, cause });
  const message = reason === undefined ? answer.message : `${answer.message} (Kafka: ${reason})`;
  return new ServiceError(message, { where, cause, ...(answer.hint && { hint: answer.hint }) });
}
