import { ExitCode, UsageError } from '../base/errors.ts';
import type { Clients } from '../clients/clients.ts';
import { type ExportedConnector, exportYaml } from '../pipeline/export/export-yaml.ts';
import { type Item, inventory } from '../pipeline/status/inventory.ts';
import { topicsOf } from '../pipeline/status/lag.ts';
import { passwords } from '../pipeline/status/read-status.ts';
import { select } from '../pipeline/status/select.ts';
import { show } from '../ui/show.ts';
import { withClients } from './shared/clients.ts';
import { defineVerb } from './verb.ts';

const ourName = /^([A-Za-z][A-Za-z0-9_-]*)\.([A-Za-z][A-Za-z0-9_-]*)$/;

/** Pipeline and name that a live connector has in a file; one that no pipeline made gets names of its own. */
function nameOf(connector: string): { readonly pipeline: string; readonly name: string } {
  const [, pipeline, name] = ourName.exec(connector) ?? [];
  if (pipeline !== undefined && name !== undefined) return { pipeline, name };
  const plain = connector.replace(/[^A-Za-z0-9_-]+/g, '-');
  return { pipeline: 'found', name: /^[A-Za-z]/.test(plain) ? plain : `c${plain}` };
}

type ConnectorItem = Extract<Item, { readonly kind: 'connector' }>;

async function gather(
  { live }: ConnectorItem,
  name: string,
  existing: readonly string[],
  clients: Clients,
): Promise<ExportedConnector> {
  const [used, hidden] = await Promise.all([clients.connect.topics(live.name), passwords(live, clients)]);
  const topics = live.type === 'sink' ? topicsOf(live, existing) : used;
  return { live, name, topics, passwords: hidden };
}

/** `export [NAMES]`: live connectors as one YAML file of our language. */
export default defineVerb({
  usage: 'export [names...]',
  summary: 'write live connectors as YAML',
  example: 'pipeline export > config/found.yaml',
  flags: {},
  completes: { names: { from: ['pipelines', 'connectors'] } },
  async run(context, names, options) {
    return withClients(context, options, async (clients, cluster) => {
      const all = (await inventory(clients)).filter((item) => item.kind === 'connector');
      const items = names.length === 0 ? all : select(names, all);
      const pipelines = [...new Set(items.map(({ name }) => nameOf(name).pipeline))];
      const [pipeline, ...more] = pipelines;
      if (pipeline === undefined) {
        context.messages.write('There is no connector to export.\n');
        return ExitCode.fine;
      }
      if (more.length > 0) {
        throw new UsageError(`These connectors are of ${pipelines.length} pipelines, and a file holds one`, {
          hint: `Export one at a time: ${pipelines.map((one) => (one === 'found' ? 'the others by name' : one)).join(', ')}.`,
        });
      }
      const existing = await (await clients.admin()).listTopics();
      const connectors = await Promise.all(
        items.map((item) => gather(item, nameOf(item.name).name, existing, clients)),
      );
      const yaml = exportYaml(pipeline, connectors, cluster.secrets);
      show(context, options, { json: { pipeline, yaml }, text: () => yaml });
      return ExitCode.fine;
    });
  },
});
