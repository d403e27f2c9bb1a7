import { dirname, join } from 'node:path';
import { makePrivateFolder } from '../../base/private-folder.ts';
import { validator } from '../../language/validator.ts';
import { get } from '../probe.ts';
import type { Service, Site } from '../service.ts';
import { configurationFolder, javaCommand, jvmEnvironment, logTo } from './jvm.ts';

const dataFolder = (site: Site) => join(site.home.data, 'yarn');
const jars = (site: Site) => join(site.jars, 'yarn');

const environment = (site: Site) => ({
  ...jvmEnvironment,
  HADOOP_CONF_DIR: configurationFolder,
  HADOOP_DATA: dataFolder(site),
  HADOOP_JARS: jars(site),
  HADOOP_USER_NAME: site.user,
  // Containers are started by `$JAVA_HOME/bin/java`.
  JAVA_HOME: dirname(dirname(site.java)),
  CONTAINER_LOGS: join(site.home.logs, 'containers'),
  NAMENODE_PORT: String(site.port('namenode')),
  RESOURCEMANAGER_PORT: String(site.port('resourcemanager')),
  RESOURCEMANAGER_WEB_PORT: String(site.port('resourcemanager-web')),
  RESOURCEMANAGER_ADMIN_PORT: String(site.port('resourcemanager-admin')),
  SCHEDULER_PORT: String(site.port('scheduler')),
  TRACKER_PORT: String(site.port('tracker')),
});

const command = (site: Site, name: string, main: string) =>
  javaCommand(site, {
    main,
    arguments: [],
    heap: 256,
    classPath: [join(jars(site), '*'), configurationFolder],
    flags: ['-XX:+UseSerialGC', '--add-opens=java.base/java.lang=ALL-UNNAMED', ...logTo(site, name)],
  });

const infoCheck = validator<{ clusterInfo: { state: string } }>({
  type: 'object',
  required: ['clusterInfo'],
  properties: {
    clusterInfo: { type: 'object', required: ['state'], properties: { state: { type: 'string' } } },
  },
});

const metricsCheck = validator<{ clusterMetrics: { activeNodes: number } }>({
  type: 'object',
  required: ['clusterMetrics'],
  properties: {
    clusterMetrics: { type: 'object', required: ['activeNodes'], properties: { activeNodes: { type: 'integer' } } },
  },
});

async function ask(site: Site, what: string): Promise<unknown> {
  return (await get(`http://127.0.0.1:${site.port('resourcemanager-web')}/ws/v1/cluster/${what}`))?.json();
}

export const resourcemanager: Service = {
  name: 'resourcemanager',
  partOf: 'yarn',
  ports: {
    resourcemanager: 8032,
    'resourcemanager-web': 8088,
    'resourcemanager-admin': 8033,
    scheduler: 8030,
    tracker: 8031,
  },
  after: [],
  optional: true,
  jars: ['yarn'],
  sources: ['hadoop/conf/*'],

  launch: (site) => ({
    command: command(site, 'resourcemanager', 'org.apache.hadoop.yarn.server.resourcemanager.ResourceManager'),
    environment: environment(site),
    files: {},
  }),

  async ready(site) {
    const body = await ask(site, 'info');
    const isInfo = infoCheck();
    return isInfo(body) && body.clusterInfo.state === 'STARTED';
  },
};

/** Ready means that YARN as a whole is: the ResourceManager gives this node work. */
export const nodemanager: Service = {
  name: 'nodemanager',
  partOf: 'yarn',
  // By then it has left and ended its containers; it would wait 17 s more, for logs of ended applications that it
  // deletes tomorrow.
  grace: 3_000,
  ports: { nodemanager: 8041, 'nodemanager-web': 8042, localizer: 8040, shuffle: 13_562 },
  after: ['resourcemanager'],
  optional: true,
  jars: ['yarn'],
  sources: ['hadoop/conf/*'],

  launch: (site) => ({
    command: command(site, 'nodemanager', 'org.apache.hadoop.yarn.server.nodemanager.NodeManager'),
    environment: {
      ...environment(site),
      NODEMANAGER_PORT: String(site.port('nodemanager')),
      NODEMANAGER_WEB_PORT: String(site.port('nodemanager-web')),
      LOCALIZER_PORT: String(site.port('localizer')),
      SHUFFLE_PORT: String(site.port('shuffle')),
    },
    files: {},
  }),

  async prepare(site) {
    makePrivateFolder(join(site.home.logs, 'containers'));
  },

  async ready(site) {
    if ((await get(`http://127.0.0.1:${site.port('nodemanager-web')}/ws/v1/node/info`)) === undefined) return false;
    const body = await ask(site, 'metrics');
    const isMetrics = metricsCheck();
    return isMetrics(body) && body.clusterMetrics.activeNodes > 0;
  },
};
