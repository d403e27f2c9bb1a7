import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Context } from '../base/context.ts';
import { ExitCode, RefusedError } from '../base/errors.ts';
import type { Clients } from '../clients/clients.ts';
import { type ExportedConnector, exportYaml } from '../pipeline/export/export-yaml.ts';
import { type Item, inventory } from '../pipeline/status/inventory.ts';
import { topicsOf } from '../pipeline/status/lag.ts';
import { passwords } from '../pipeline/status/read-status.ts';
import { select } from '../pipeline/status/select.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import { show } from '../ui/show.ts';
import { option } from './flag.ts';
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

/** One file of our language. */
interface Exported {
  readonly pipeline: string;
  readonly yaml: string;
}

async function exportItems(
  items: readonly ConnectorItem[],
  clients: Clients,
  secrets: ClusterAddresses['secrets'],
): Promise<readonly Exported[]> {
  const existing = await (await clients.admin()).listTopics();
  const pipelines = Map.groupBy(items, ({ name }) => nameOf(name).pipeline);
  return Promise.all(
    [...pipelines].map(async ([pipeline, own]) => {
      const connectors = own.map((item) => gather(item, nameOf(item.name).name, existing, clients));
      return { pipeline, yaml: exportYaml(pipeline, await Promise.all(connectors), secrets) };
    }),
  );
}

/** One file for each pipeline. RefusedError when one of them is there already: then none is written. */
function writeFiles(exported: readonly Exported[], directory: string, context: Context) {
  const written = exported.map(({ pipeline, yaml }) => ({ pipeline, file: join(directory, `${pipeline}.yaml`), yaml }));
  const path = (file: string) => resolve(context.directory, file);
  const there = written.find(({ file }) => existsSync(path(file)));
  if (there !== undefined) {
    throw new RefusedError(`${there.file} is there already`, { hint: 'Choose another folder: --directory FOLDER.' });
  }
  mkdirSync(path(directory), { recursive: true });
  for (const { file, yaml } of written) writeFileSync(path(file), yaml, { flag: 'wx' });
  return written.map(({ pipeline, file }) => ({ pipeline, file }));
}

/** Jobs are not written: what they were declared with is not all in the cluster. Nobody may miss them silently. */
function tellJobs(found: readonly Item[], pipelines: ReadonlySet<string>, { messages }: Context): void {
  const left = found.flatMap((item) =>
    item.kind === 'job' && pipelines.has(item.record.pipeline) ? [`${item.name} (${item.record.kind})`] : [],
  );
  if (left.length === 0) return;
  messages.write(
    `warning: topics, events and jobs are not written, only connectors; these jobs run besides: ${left.sort().join(', ')}\n`,
  );
}

/** `export [NAMES]`: live connectors as YAML of our language, a document or a file for each pipeline. */
export default defineVerb({
  usage: 'export [names...]',
  summary: 'write live connectors as YAML, one document for each pipeline',
  example: 'pipeline export --directory config',
  flags: {
    directory: option('<folder>', 'write a file PIPELINE.yaml for each, here', { completes: { from: ['files'] } }),
  },
  completes: { names: { from: ['pipelines', 'connectors'] } },
  async run(context, names, options) {
    return withClients(context, options, async (clients, cluster) => {
      const found = await inventory(clients);
      const all = found.filter((item) => item.kind === 'connector');
      const items = names.length === 0 ? all : select(names, all);
      if (items.length === 0) {
        context.messages.write('There is no connector to export.\n');
        return ExitCode.fine;
      }
      const pipelines = new Set(items.map(({ name }) => nameOf(name).pipeline));
      tellJobs(found, pipelines, context);
      const exported = await exportItems(items, clients, cluster.secrets);
      if (options.directory !== undefined) {
        const files = writeFiles(exported, options.directory, context);
        return show(context, options, { json: files, text: () => files.map(({ file }) => `${file}\n`).join('') });
      }
      const [first, ...more] = exported;
      return show(context, options, {
        json: more.length === 0 ? first : exported,
        text: () => exported.map(({ yaml }) => yaml).join('---\n'),
        after: () =>
          more.length === 0 ? '' : `${exported.length} pipelines; a file holds one: --directory writes them.\n`,
      });
    });
  },
});
