import { join } from 'node:path';
import { makePrivateFolder } from '../../base/private-folder.ts';
import { registryPath } from '../addresses.ts';
import { get } from '../probe.ts';
import type { Service, Site } from '../service.ts';
import { javaCommand, jvmEnvironment } from './jvm.ts';

const dataFolder = (site: Site) => join(site.home.data, 'registry');

/** Apicurio Registry, whose schemas lie in a file: what an id stands for must outlive `down`. */
export const registry: Service = {
  name: 'registry',
  ports: { registry: 8085 },
  after: [],
  optional: true,
  jars: ['registry'],
  sources: [],

  launch: (site) => ({
    command: javaCommand(site, {
      main: 'io.quarkus.runner.GeneratedMain',
      arguments: [],
      classPath: [join(site.jars, 'registry', 'registry.jar')],
      heap: 192,
      flags: [
        '-XX:+UseSerialGC',
        '-XX:TieredStopAtLevel=1',
        '-Dquarkus.http.host=127.0.0.1',
        `-Dquarkus.http.port=${site.port('registry')}`,
        // By default what was committed in the last half second is gone when the process is killed.
        `-Dquarkus.datasource.jdbc.url=jdbc:h2:file:${join(dataFolder(site), 'registry')};WRITE_DELAY=0`,
        // On a busy machine the file takes longer to open than the five seconds after which it would give up.
        '-Dquarkus.datasource.jdbc.acquisition-timeout=60',
        '-Dquarkus.datasource.jdbc.initial-size=1',
        '-Dquarkus.datasource.jdbc.min-size=1',
        '-Dquarkus.datasource.jdbc.max-size=4',
        '-Dquarkus.log.level=WARN',
      ],
    }),
    environment: jvmEnvironment,
    files: {},
  }),

  async prepare(site) {
    makePrivateFolder(dataFolder(site));
  },

  ready: async (site) => (await get(`http://127.0.0.1:${site.port('registry')}${registryPath}/subjects`)) !== undefined,
};
