import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../../base/private-folder.ts';
import { withClassArchive } from '../../processes/class-archive.ts';
import { get } from '../probe.ts';
import type { Service, Site } from '../service.ts';
import { configurationFolder, javaCommand, jvmEnvironment, logTo } from './jvm.ts';
import { nameNodeInfo } from './namenode-info.ts';
import { runToEnd } from './run-to-end.ts';

const dataFolder = (site: Site) => join(site.home.data, 'hdfs');
/** The daemons look for folders of these names on their class path and serve them; ours are empty. */
const webFolder = (site: Site) => join(site.home.configuration, 'hdfs');
const webapps = ['hdfs', 'datanode'];

const environment = (site: Site) => ({
  ...jvmEnvironment,
  HADOOP_DATA: dataFolder(site),
  HADOOP_USER_NAME: site.user,
  NAMENODE_PORT: String(site.port('namenode')),
  WEBHDFS_PORT: String(site.port('webhdfs')),
  DATANODE_PORT: String(site.port('datanode')),
  DATANODE_HTTP_PORT: String(site.port('datanode-http')),
  DATANODE_IPC_PORT: String(site.port('datanode-ipc')),
});

const command = (site: Site, main: string, args: readonly string[], flags: readonly string[]) =>
  javaCommand(site, {
    main,
    arguments: args,
    heap: 192,
    // Folders last: Java archives classes only of jars that no folder stands before.
    classPath: [join(site.jars, 'hadoop', '*'), configurationFolder, webFolder(site)],
    flags: ['-XX:+UseSerialGC', '--add-opens=java.base/java.lang=ALL-UNNAMED', ...flags],
  });

const nameNodeClass = 'org.apache.hadoop.hdfs.server.namenode.NameNode';

export const namenode: Service = {
  name: 'namenode',
  ports: { namenode: 8020, webhdfs: 9870 },
  after: [],
  optional: false,
  jars: ['hadoop'],
  sources: ['hadoop/conf/*'],

  launch: (site) => ({
    command: command(site, nameNodeClass, [], logTo(site, 'namenode')),
    environment: environment(site),
    files: {},
  }),

  async prepare(site) {
    for (const name of webapps) makePrivateFolder(join(webFolder(site), 'webapps', name));
    const folder = join(dataFolder(site), 'namenode');
    if (existsSync(join(folder, 'current', 'VERSION'))) return;
    rmSync(folder, { recursive: true, force: true });
    const format = command(site, nameNodeClass, ['-format', '-nonInteractive'], ['-XX:TieredStopAtLevel=1']);
    await runToEnd(
      {
        command: withClassArchive(format, join(site.jars, 'hadoop'), 'namenode-format'),
        environment: environment(site),
      },
      'Formatting the NameNode',
    );
  },

  ready: async (site) => (await nameNodeInfo(site)) !== undefined,
};

/** Ready means that HDFS as a whole is: the NameNode knows this DataNode and has left safe mode. */
export const datanode: Service = {
  name: 'datanode',
  ports: { datanode: 9866, 'datanode-http': 9864, 'datanode-ipc': 9867 },
  after: [],
  optional: false,
  jars: ['hadoop'],
  sources: ['hadoop/conf/*'],

  launch: (site) => ({
    command: command(site, 'org.apache.hadoop.hdfs.server.datanode.DataNode', [], logTo(site, 'datanode')),
    environment: environment(site),
    files: {},
  }),

  async prepare(site) {
    for (const name of webapps) makePrivateFolder(join(webFolder(site), 'webapps', name));
  },

  async ready(site) {
    if ((await get(`http://127.0.0.1:${site.port('datanode-http')}/jmx?qry=none`)) === undefined) return false;
    const info = await nameNodeInfo(site);
    return info?.Safemode === '' && info.LiveNodes !== '{}';
  },
};
