import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Admin, KafkaConfig } from 'kafkajs';
import { withClassArchive } from '../../processes/class-archive.ts';
import type { Service, Site } from '../service.ts';
import { configurationFolder, javaCommand, jvmEnvironment, logTo, sharedProperties } from './jvm.ts';
import { runToEnd } from './run-to-end.ts';

const dataFolder = (site: Site) => join(site.home.data, 'kafka');
const propertiesFile = (site: Site) => join(site.home.configuration, 'kafka.properties');

/** Kafka's jars on the class path, its log going to a file of bounded size. */
export function kafkaJvm(site: Site, name: string) {
  return {
    classPath: [join(site.jars, 'kafka', '*')],
    flags: [`-Dlog4j2.configurationFile=${join(configurationFolder, 'log4j2.properties')}`, ...logTo(site, name)],
  };
}

function brokerProperties(site: Site): string {
  const [broker, controller] = [site.port('kafka'), site.port('kafka-controller')];
  return sharedProperties('kafka', {
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${broker}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataFolder(site),
  });
}

/** One broker that is its own controller (KRaft). */
export const kafka: Service = {
  name: 'kafka',
  ports: { kafka: 9092, 'kafka-controller': 9093 },
  after: [],
  optional: false,
  jars: ['kafka'],
  sources: ['hadoop/conf/*'],

  launch: (site) => ({
    command: javaCommand(site, {
      main: 'kafka.Kafka',
      arguments: [propertiesFile(site)],
      heap: 512,
      ...kafkaJvm(site, 'kafka'),
    }),
    environment: jvmEnvironment,
    files: { [propertiesFile(site)]: brokerProperties(site) },
  }),

  async prepare(site) {
    const folder = dataFolder(site);
    if (existsSync(join(folder, 'meta.properties'))) return;
    // Without meta.properties a former format was cut short: nothing was ever stored.
    rmSync(folder, { recursive: true, force: true });
    const id = createHash('sha256').update(folder).digest().subarray(0, 16).toString('base64url');
    const command = javaCommand(site, {
      main: 'kafka.tools.StorageTool',
      arguments: ['format', `--cluster-id=${id}`, '--config', propertiesFile(site)],
      classPath: [join(site.jars, 'kafka', '*')],
      heap: 128,
      flags: ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'],
    });
    await runToEnd(
      { command: withClassArchive(command, join(site.jars, 'kafka'), 'kafka-format'), environment: jvmEnvironment },
      'Formatting the storage of Kafka',
    );
  },

  ready: (site) => askBroker(site, async (admin) => (await admin.describeCluster()).brokers.length === 1),
};

/** Connects to the broker, quickly or not at all. Throws what kafkajs throws. */
export async function withBroker<T>(site: Site, ask: (admin: Admin, config: KafkaConfig) => Promise<T>): Promise<T> {
  const { default: kafkajs } = await import('kafkajs');
  const { openKafka } = await import('../../clients/kafka/kafkajs-internals.ts');
  const config: KafkaConfig = {
    clientId: 'pipeline-up',
    brokers: [`127.0.0.1:${site.port('kafka')}`],
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    logLevel: kafkajs.logLevel.NOTHING,
    // kafkajs looks for a group's coordinator only at the second attempt.
    retry: { retries: 2, initialRetryTime: 50 },
  };
  const admin = openKafka(config).admin();
  try {
    await admin.connect();
    return await ask(admin, config);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** Asks the broker a question: false for every error. */
export const askBroker = (site: Site, question: (admin: Admin) => Promise<boolean>): Promise<boolean> =>
  withBroker(site, question).catch(() => false);
