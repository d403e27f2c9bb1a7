import kafkajs, { type Kafka, type KafkaConfig } from 'kafkajs';
import Cluster from 'kafkajs/src/cluster/index.js';
import loggers from 'kafkajs/src/loggers/index.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import socketFactory from 'kafkajs/src/network/socketFactory.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import alterConfigs from 'kafkajs/src/protocol/requests/alterConfigs/v1/response.js';
import createPartitions from 'kafkajs/src/protocol/requests/createPartitions/v1/response.js';
import createTopics from 'kafkajs/src/protocol/requests/createTopics/v3/response.js';
import describeConfigs from 'kafkajs/src/protocol/requests/describeConfigs/v2/response.js';
import { registerCodecs } from './kafkajs-codecs.ts';

// This file alone imports kafkajs's inner modules. test/clients/kafka/kafkajs-internals.test.ts names what is relied
// on.

export type { Broker, ConnectionPool, ProtocolRequest, ProtocolResponse } from 'kafkajs/src/cluster/index.js';
export { default as murmur2 } from 'kafkajs/src/producer/partitioners/default/murmur2.js';
export { default as fetchRequest } from 'kafkajs/src/protocol/requests/fetch/v10/request.js';
export type { Cluster };

/** A client of kafkajs, with every codec of the record format. */
export function openKafka(config: KafkaConfig): Kafka {
  registerCodecs();
  return new kafkajs.Kafka(config);
}

/**
 * What kafkajs's own clients stand on: brokers, their connections and requests. Nothing is connected yet; it logs
 * nothing.
 */
export function openCluster(config: KafkaConfig): Cluster {
  return new Cluster({
    connectionTimeout: 5_000,
    ...config,
    logger: loggers.createLogger({ level: loggers.LEVELS.NOTHING, logCreator: () => () => {} }),
    socketFactory: socketFactory(),
    allowAutoTopicCreation: false,
  });
}

const { scheduleCheckPendingRequests: schedule } = RequestQueue.prototype;

/**
 * kafkajs 2.2.4 sets a timer after every answer, also when no request waits, and then with a time in the past, which
 * Node warns about. A request that has to wait sets the timer itself, so without one there is nothing to look after.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleWhenNeeded(): void {
  if (this.pending.length > 0) schedule.call(this);
};

const { writeVarIntBytes: writeBytes } = Encoder.prototype;

/** The value of a header that has none: kafkajs 2.2.4 fails on null, since it asks for its length. */
export const noValue = Buffer.alloc(0);

Encoder.prototype.writeVarIntBytes = function writeBytesOrNone(value): Encoder {
  return writeBytes.call(this, value === noValue ? null : value);
};

/** What a broker says of one topic or resource that it refuses. */
export interface Refused {
  readonly topic?: string;
  readonly resourceName?: string;
  readonly errorMessage?: string | null;
}

/**
 * Calls `told` with each error that kafkajs makes of such answers, and with the broker's reasons, which kafkajs drops.
 */
export function onRefusal(told: (error: unknown, refused: readonly Refused[]) => void): void {
  for (const response of [createTopics, createPartitions, alterConfigs, describeConfigs]) {
    const { parse } = response;
    response.parse = async (decoded) => {
      try {
        return await parse(decoded);
      } catch (error) {
        told(error, [...(decoded.topicErrors ?? []), ...(decoded.resources ?? [])]);
        throw error;
      }
    };
  }
}
