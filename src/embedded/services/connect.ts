import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { logFile } from '../../target/home.ts';
import { get } from '../probe.ts';
import type { Service, Site } from '../service.ts';
import { dismissDeadWorker } from './dead-worker.ts';
import { javaCommand, jvmEnvironment, sharedProperties } from './jvm.ts';
import { kafkaJvm } from './kafka.ts';

const propertiesFile = (site: Site) => join(site.home.configuration, 'connect.properties');

function workerProperties(site: Site): string {
  return sharedProperties('connect', {
    'bootstrap.servers': `127.0.0.1:${site.port('kafka')}`,
    listeners: `http://127.0.0.1:${site.port('connect')}`,
    'rest.advertised.host.name': '127.0.0.1',
    'plugin.path': join(site.jars, 'plugins'),
    'config.providers.file.param.allowed.paths': site.home.secrets,
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
        // G1 takes large fetches for humongous objects and collects for each of them.
        flags: [...jvm.flags, '-XX:+UseParallelGC', '-Dorg.apache.kafka.automatic.config.providers=none'],
      }),
      environment: { ...jvmEnvironment, HADOOP_USER_NAME: site.user },
      files: { [propertiesFile(site)]: workerProperties(site) },
    };
  },

  // A hindrance there only costs the new worker its wait.
  prepare: (site) =>
    existsSync(logFile(site.home, 'connect')) ? dismissDeadWorker(site).catch(() => undefined) : Promise.resolve(),

  ready: async (site) => (await get(`http://127.0.0.1:${site.port('connect')}/health`)) !== undefined,
};
