import { delimiter } from 'node:path';
import { programsLike } from '../../target/checkout.ts';
import { logFile } from '../../target/home.ts';
import type { Service, Site } from '../service.ts';
import { askBroker } from './kafka.ts';
import { nodeCommand } from './node.ts';
import { postgres } from './postgres.ts';
import { weatherApi } from './weather-api.ts';

/** The consumer group whose only member hosts the cluster's jobs. */
const group = '_pipeline.host';

/** Logs that would grow for ever: what writes them only appends. The JVMs bound theirs by their own settings. */
const appended = (site: Site) => ['supervisor', postgres.name, weatherApi.name].map((name) => logFile(site.home, name));

/** `pipeline supervise`: hosts what runs in the cluster and is not a connector. */
export const supervisor: Service = {
  name: 'supervisor',
  ports: {},
  after: ['kafka'],
  optional: false,
  jars: [],
  sources: [programsLike('**/*')],

  launch: (site) => ({
    command: nodeCommand('cli', ['--cluster', 'embedded', 'supervise']),
    environment: { PIPELINE_HOME: site.home.folder, PIPELINE_LOGS: appended(site).join(delimiter), NO_COLOR: '1' },
    files: {},
    directory: site.directory,
  }),

  ready: (site) =>
    askBroker(site, async (admin) => {
      const { groups } = await admin.describeGroups([group]);
      return groups.some(({ members }) => members.length > 0);
    }),
};
