import type { Admin } from 'kafkajs';
import type { Context } from '../base/context.ts';
import { InterruptedError } from '../base/errors.ts';
import { within } from '../base/until.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import type { ConnectClient } from './connect/client.ts';
import { connect } from './connect/connect.ts';
import { kafkaClient, kafkaConfig } from './kafka/client.ts';
import { kafkaError } from './kafka/errors.ts';
import { RawKafka } from './kafka/fetch.ts';
import { TopicWriter } from './kafka/writer.ts';

/** How long closing may take. Milliseconds. */
const CLOSING = 3_000;

/** The services of one cluster; each is connected when it is first asked for. */
export interface Clients {
  readonly connect: ConnectClient;
  admin(): Promise<Admin>;
  /** Reads records without a consumer group. */
  records(): Promise<RawKafka>;
  /** Writes to a topic of one partition. */
  writer(topic: string): Promise<TopicWriter>;
  close(): Promise<void>;
}

/** Clients for `addresses`. Nothing is connected yet; `close` ends what was. */
export function openClients(
  addresses: ClusterAddresses,
  context: Pick<Context, 'clock' | 'signal' | 'environment' | 'messages'>,
  insecure: boolean,
): Clients {
  const where = `Kafka at ${addresses.kafka.bootstrapServers}`;
  const opened: (() => Promise<void>)[] = [];
  let closed = false;
  const once = <T>(open: () => Promise<T>, close: (client: T) => Promise<void>) => {
    let client: Promise<T> | undefined;
    return async () => {
      // what is left of a verb that has ended must not open anything any more: nobody would close it
      if (closed) throw new InterruptedError('The command has ended meanwhile', { where });
      if (client === undefined) {
        const opening = open();
        client = opening;
        // also of one that is still being opened: left alone, its connection would keep the process alive
        opened.push(async () => close(await opening));
      }
      return client;
    };
  };
  const writers = new Map<string, () => Promise<TopicWriter>>();
  const { clock, signal, messages } = context;
  return {
    connect: connect(addresses.connect, {
      clock,
      signal,
      insecure,
      onRetry: (why) => messages.write(`Connect: ${why}; trying again …\n`),
    }),
    admin: once(
      async () => {
        const admin = kafkaClient(addresses, context).admin();
        try {
          await admin.connect();
        } catch (error) {
          await admin.disconnect();
          throw kafkaError(error, where);
        }
        return admin;
      },
      (admin) => admin.disconnect(),
    ),
    records: once(
      async () => {
        const records = new RawKafka(kafkaConfig(addresses, context));
        await records.connect();
        return records;
      },
      (records) => records.close(),
    ),
    writer: (topic) => {
      const open =
        writers.get(topic) ??
        once(
          () => TopicWriter.open(kafkaClient(addresses, context), topic, 1),
          (writer) => writer.close(),
        );
      writers.set(topic, open);
      return open();
    },
    close: async () => {
      closed = true;
      // kafkajs waits for answers that a silent broker may never give
      const waiting = { clock, signal: new AbortController().signal, patience: CLOSING };
      await within(waiting, () => Promise.allSettled(opened.map((close) => close())));
    },
  };
}
