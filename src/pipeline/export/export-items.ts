import type { Clients } from '../../clients/clients.ts';
import { topicsRead } from '../../clients/connect/topics-read.ts';
import { contractText } from '../../components/exactly-once.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';
import { parseContract } from '../../language/contract-json.ts';
import type { EventContract } from '../../language/model.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import type { Item } from '../status/inventory.ts';
import { passwords } from '../status/read-status.ts';
import { type ExportedConnector, exportYaml } from './export-yaml.ts';
import { exportSections, isSection, topicsRead as topicsReadBy } from './sections.ts';

/** One file of our language. */
export interface Exported {
  readonly pipeline: string;
  readonly yaml: string;
}

const ourName = /^([A-Za-z][A-Za-z0-9_-]*)\.([A-Za-z][A-Za-z0-9_-]*)$/;

/** Pipeline and name that something live has in a file; a connector that no pipeline made gets names of its own. */
function nameOf(live: string): { readonly pipeline: string; readonly name: string } {
  const [, pipeline, name] = ourName.exec(live) ?? [];
  if (pipeline !== undefined && name !== undefined) return { pipeline, name };
  const plain = live.replace(/[^A-Za-z0-9_-]+/g, '-');
  return { pipeline: 'found', name: /^[A-Za-z]/.test(plain) ? plain : `c${plain}` };
}

type ConnectorItem = Extract<Item, { readonly kind: 'connector' }>;

/** What one file will hold. */
interface Part {
  readonly pipeline: string;
  readonly connectors: readonly ExportedConnector[];
  readonly jobs: readonly JobRecord[];
}

/** Connectors, and jobs that a section declares, as a file for each pipeline. */
export async function exportItems(
  items: readonly Item[],
  clients: Clients,
  secrets: ClusterAddresses['secrets'],
): Promise<readonly Exported[]> {
  const existing = await (await clients.admin()).listTopics();
  const byPipeline = [...Map.groupBy(items, ({ name }) => nameOf(name).pipeline)].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = byPipeline.map(async ([pipeline, own]): Promise<Part> => {
    const connectors = own.filter((item) => item.kind === 'connector').map((item) => gather(item, existing, clients));
    const jobs = own.flatMap((item) => (item.kind === 'job' && isSection(item.record) ? [item.record] : []));
    return { pipeline, connectors: await Promise.all(connectors), jobs };
  });
  const gathered = (await Promise.all(parts)).filter(({ connectors, jobs }) => connectors.length + jobs.length > 0);
  return exportParts(gathered, await partitionsOf(existing, clients), secrets);
}

async function gather(
  { live }: ConnectorItem,
  existing: readonly string[],
  clients: Clients,
): Promise<ExportedConnector> {
  const [used, hidden] = await Promise.all([clients.connect.topics(live.name), passwords(live, clients)]);
  const topics = live.type === 'sink' ? topicsRead(live.config, existing) : used;
  return { live, name: nameOf(live.name).name, topics, passwords: hidden };
}

async function partitionsOf(topics: readonly string[], clients: Clients): Promise<ReadonlyMap<string, number>> {
  const kafka = await clients.records();
  const counts = topics.map(async (topic) => [topic, (await kafka.partitions(topic))?.length ?? 1] as const);
  return new Map(await Promise.all(counts));
}

/** Files that can be applied together: a topic is declared by one, that of a source of it before others. Pure. */
export function exportParts(
  parts: readonly Part[],
  partitions: ReadonlyMap<string, number>,
  secrets: ClusterAddresses['secrets'],
): readonly Exported[] {
  const contracts = contractsOf(parts.flatMap(({ connectors }) => connectors));
  const owners = ownersOf(parts);
  return parts.map(({ pipeline, connectors, jobs }) => {
    const elsewhere = new Map([...owners].filter(([, owner]) => owner !== pipeline));
    const sections = exportSections(jobs, { contracts, partitions, elsewhere, secrets });
    return { pipeline, yaml: exportYaml(pipeline, connectors, secrets, sections) };
  });
}

function contractsOf(connectors: readonly ExportedConnector[]): ReadonlyMap<string, EventContract> {
  const found = connectors.flatMap(({ live, topics }) =>
    topics.flatMap((topic) => {
      const contract = parseContract(contractText(live.config, topic) ?? '');
      return contract === undefined ? [] : [[topic, contract] as const];
    }),
  );
  return new Map(found);
}

/** By topic that a section reads: the pipeline whose file declares it. */
function ownersOf(parts: readonly Part[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const writes = ({ connectors }: Part, topic: string) =>
    connectors.some(({ live, topics }) => live.type === 'source' && topics.includes(topic));
  for (const part of parts) {
    for (const topic of part.jobs.flatMap(topicsReadBy)) {
      const readers = parts.filter(({ jobs }) => jobs.some((job) => topicsReadBy(job).includes(topic)));
      const owner = readers.find((reader) => writes(reader, topic)) ?? readers[0] ?? part;
      owners.set(topic, owner.pipeline);
    }
  }
  return owners;
}
