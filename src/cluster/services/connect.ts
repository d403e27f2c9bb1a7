import { join } from 'node:path';
import { get } from '../probe.ts';
import { formatProperties } from '../properties.ts';
import type { Service, Site } from '../service.ts';
import { javaCommand, jvmEnvironment } from './jvm.ts';
import { kafkaJvm } from './kafka.ts';

const propertiesFile = (site: Site) => join(site.home.configuration, 'connect.properties');
const largestRequest = 10 * 1024 * 1024;

/** Client settings that a connector may set for itself: none of them names a class, a file or an address. */
const overrides = [
  'isolation.level',
  'auto.offset.reset',
  'session.timeout.ms',
  'heartbeat.interval.ms',
  'max.poll.records',
  'max.poll.interval.ms',
  'max.partition.fetch.bytes',
  'fetch.min.bytes',
  'fetch.max.bytes',
  'fetch.max.wait.ms',
  'receive.buffer.bytes',
  'check.crcs',
  'partition.assignment.strategy',
  'group.instance.id',
  'batch.size',
  'linger.ms',
  'buffer.memory',
  'compression.type',
  'compression.zstd.level',
  'max.request.size',
  'delivery.timeout.ms',
  'request.timeout.ms',
  'transaction.timeout.ms',
  'client.id',
];

function workerProperties(site: Site): string {
  const internalTopic = (name: string) => `_connect.${name}`;
  return formatProperties({
    'bootstrap.servers': `127.0.0.1:${site.port('kafka')}`,
    'group.id': '_connect',
    listeners: `http://127.0.0.1:${site.port('connect')}`,
    'rest.advertised.host.name': '127.0.0.1',
    'config.storage.topic': internalTopic('configs'),
    'offset.storage.topic': internalTopic('offsets'),
    'status.storage.topic': internalTopic('status'),
    'config.storage.replication.factor': 1,
    'offset.storage.replication.factor': 1,
    'status.storage.replication.factor': 1,
    'offset.storage.partitions': 4,
    'status.storage.partitions': 1,
    'exactly.once.source.support': 'enabled',
    'plugin.path': join(site.jars, 'plugins'),
    'plugin.discovery': 'service_load',
    'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'key.converter.schemas.enable': false,
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': false,
    // What Kafka leaves at a minute makes a killed worker's sinks idle, and short files late.
    'scheduled.rebalance.max.delay.ms': 3_000,
    'offset.flush.interval.ms': 1_000,
    'consumer.session.timeout.ms': 10_000,
    'consumer.isolation.level': 'read_committed',
    'producer.max.request.size': largestRequest,
    'config.providers': 'env,file',
    'config.providers.env.class': 'org.apache.kafka.common.config.provider.EnvVarConfigProvider',
    'config.providers.env.param.allowlist.pattern': '^PIPELINE_SECRET_[A-Z0-9_]+$',
    'config.providers.file.class': 'org.apache.kafka.common.config.provider.FileConfigProvider',
    'config.providers.file.param.allowed.paths': site.home.secrets,
    'connector.client.config.override.policy': 'Allowlist',
    'connector.client.config.override.allowlist': overrides.join(','),
  });
}

/** One distributed worker with our plugins and Kafka's own. */
export const connect: Service = {
  name: 'connect',
  ports: { connect: 8083 },
  after: ['kafka'],
  optional: false,
  jars: ['kafka', 'connectors'],
  sources: ['hadoop/conf/*'],

  launch(site) {
    const jvm = kafkaJvm(site, 'connect');
    return {
      command: javaCommand(site, {
        main: 'org.apache.kafka.connect.cli.ConnectDistributed',
        arguments: [propertiesFile(site)],
        heap: 1024,
        ...jvm,
        flags: [...jvm.flags, '-Dorg.apache.kafka.automatic.config.providers=none'],
      }),
      environment: { ...jvmEnvironment, HADOOP_USER_NAME: site.user },
      files: { [propertiesFile(site)]: workerProperties(site) },
    };
  },

  ready: async (site) => (await get(`http://127.0.0.1:${site.port('connect')}/health`)) !== undefined,
};
