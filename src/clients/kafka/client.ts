import type { ConnectionOptions } from 'node:tls';
import kafkajs, { type Admin, type Kafka, type KafkaConfig, type LogEntry, type SASLOptions } from 'kafkajs';
import type { Context } from '../../base/context.ts';
import { readPem } from '../../base/read-pem.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { kafkaError } from './errors.ts';
import { openKafka } from './kafkajs-internals.ts';
import { oauthToken } from './oauth-token.ts';

type KafkaAddresses = ClusterAddresses['kafka'];

function tls(ssl: KafkaAddresses['ssl']): ConnectionOptions | boolean {
  if (ssl === undefined || typeof ssl === 'boolean') return ssl ?? false;
  const { authority, certificate, key } = ssl;
  return {
    ...(authority !== undefined && { ca: readPem(authority, 'kafka.ssl') }),
    ...(certificate !== undefined && { cert: readPem(certificate, 'kafka.ssl') }),
    ...(key !== undefined && { key: readPem(key, 'kafka.ssl') }),
  };
}

function sasl(of: NonNullable<KafkaAddresses['sasl']>): SASLOptions {
  if (of.mechanism === 'oauthbearer') {
    return { mechanism: of.mechanism, oauthBearerProvider: async () => ({ value: await oauthToken(of) }) };
  }
  const { mechanism, username, password } = of;
  return { mechanism, username, password };
}

/** kafkajs repeats every failed attempt; a person wants the outcome only, unless PIPELINE_KAFKA_LOG names a level. */
function logging({ environment, messages }: Pick<Context, 'environment' | 'messages'>): Partial<KafkaConfig> {
  const { logLevel } = kafkajs;
  const levels = { error: logLevel.ERROR, warn: logLevel.WARN, info: logLevel.INFO, debug: logLevel.DEBUG };
  const wanted = environment.PIPELINE_KAFKA_LOG ?? '';
  const level = Object.entries(levels).find(([name]) => name === wanted)?.[1] ?? logLevel.NOTHING;
  const write = ({ label, namespace, log }: LogEntry) => {
    const { message, timestamp, logger: _, ...rest } = log;
    messages.write(`${JSON.stringify({ time: timestamp, level: label, from: namespace, message, ...rest })}\n`);
  };
  return { logLevel: level, logCreator: () => write };
}

/**
 * How long a client tries: a `command` gives up on a silent broker after about 3 s, a `service` after about a minute.
 */
export type Patience = 'command' | 'service';

/** What kafkajs needs to reach a cluster: servers, encryption, authentication, retries, a quiet log. */
export function kafkaConfig(
  { kafka }: ClusterAddresses,
  context: Pick<Context, 'environment' | 'messages'>,
  patience: Patience = 'command',
): KafkaConfig {
  return {
    clientId: 'pipeline',
    brokers: kafka.bootstrapServers.split(',').map((server) => server.trim()),
    ssl: tls(kafka.ssl),
    ...(kafka.sasl !== undefined && { sasl: sasl(kafka.sasl) }),
    connectionTimeout: 3_000,
    retry:
      patience === 'command'
        ? { retries: 3, initialRetryTime: 200 }
        : { retries: 12, initialRetryTime: 200, maxRetryTime: 8_000 },
    ...logging(context),
  };
}

/** A kafkajs client for a cluster, with every codec of the record format. */
export function kafkaClient(
  addresses: ClusterAddresses,
  context: Pick<Context, 'environment' | 'messages'>,
  patience: Patience = 'command',
): Kafka {
  return openKafka(kafkaConfig(addresses, context, patience));
}

/** Runs `work` with a connected admin client and disconnects it; errors come out as ours, with `where`. */
export async function withAdmin<T>(kafka: Kafka, where: string, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (error) {
    throw kafkaError(error, where);
  } finally {
    await admin.disconnect();
  }
}
