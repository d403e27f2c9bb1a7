import { isDeepStrictEqual } from 'node:util';
import { isRecord, type Values } from '../../base/values.ts';
import { hosted } from '../../components/hosted.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';
import { writtenContract, writtenSubject } from '../../language/contract-yaml.ts';
import type { EventContract } from '../../language/model.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { secretNamed } from './secrets.ts';

/** What is known beside the jobs of a pipeline. */
export interface Beside {
  /** Contracts that connectors have, by topic. */
  readonly contracts: ReadonlyMap<string, EventContract>;
  readonly partitions: ReadonlyMap<string, number>;
  /** Topics that another file declares, by topic: its pipeline. */
  readonly elsewhere: ReadonlyMap<string, string>;
  readonly secrets: ClusterAddresses['secrets'];
}

/** Hosted jobs as the parts of a file that declare them. */
export interface ExportedSections {
  readonly events: Values;
  readonly topics: Values;
  /** By name of the section. */
  readonly sections: Values;
  /** What is to be said beside a section. */
  readonly remarks: ReadonlyMap<string, readonly string[]>;
}

/** Whether a job is declared by a section, which can be written again. */
export const isSection = ({ kind }: Pick<JobRecord, 'kind'>): boolean => hosted.find(kind)?.section !== undefined;

/** Topics whose events the section of a job takes. */
export const topicsRead = (job: JobRecord): readonly string[] => partOf(job).from;

function partOf({ name, kind, spec, state }: JobRecord) {
  const { section } = hosted.named(kind);
  if (section === undefined) throw new RangeError(`no section declares a job of kind ${kind}`);
  const declared = section.declared({ name, spec });
  const words = { ...declared.words, ...(state === 'running' ? {} : { state }) };
  return { kind, ...declared, words, from: section.read(words, name).from };
}

/** The sections of one pipeline's jobs, with as much of their topics and events as the cluster knows. Pure. */
export function exportSections(
  jobs: readonly JobRecord[],
  { contracts, partitions, elsewhere, secrets }: Beside,
): ExportedSections {
  const parts = jobs.map(partOf);
  const events: Record<string, Values> = {};
  const topics: Record<string, Values> = {};
  const remarks = new Map<string, string[]>();
  const keys = new Map(parts.flatMap((part) => Object.entries(part.keys ?? {})));
  // A job's own contract comes first: under another spelling of it, it would begin anew.
  const known = new Map([...contracts, ...parts.flatMap((part) => Object.entries(part.events ?? {}))]);
  for (const { kind, from } of parts) {
    for (const topic of from) {
      const [other, contract, key] = [elsewhere.get(topic), known.get(topic), keys.get(topic)];
      if (other !== undefined) say(remarks, kind, `${topic} is declared in the file of ${other}.`);
      else if (contract?.change !== undefined) {
        say(
          remarks,
          kind,
          `${topic} holds change events: declare theirs with \`change: ${contract.change}\` and \`of\`.`,
        );
      } else if (contract === undefined) {
        say(
          remarks,
          kind,
          `No connector and no job knows the events of ${topic}: declare them where rules need their fields.`,
        );
      } else {
        topics[topic] = {
          ...(contract.encoding !== undefined && { format: contract.encoding.format }),
          event: writtenSubject(contract) ?? eventName(contract, events),
          ...(key !== undefined && { key }),
          partitions: partitions.get(topic) ?? 1,
        };
      }
    }
  }
  const sections = Object.fromEntries(parts.map(({ kind, words }) => [kind, withNames(words, secrets)]));
  return { events, topics, sections, remarks };
}

/** References to this cluster's secrets by their names, which hold on every cluster. */
function withNames(value: unknown, secrets: ClusterAddresses['secrets']): unknown {
  if (typeof value === 'string') return secretNamed(value, secrets) ?? value;
  if (Array.isArray(value)) return value.map((one) => withNames(one, secrets));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withNames(one, secrets)]));
}

/** The name of a contract in the file, to which it is added; another of the same name gets a number. */
function eventName(contract: EventContract, events: Record<string, Values>): string {
  const written = writtenContract(contract);
  for (let number = 1; ; number++) {
    const name = number === 1 ? contract.name : `${contract.name}_${number}`;
    events[name] ??= written;
    if (isDeepStrictEqual(events[name], written)) return name;
  }
}

function say(remarks: Map<string, string[]>, kind: string, remark: string): void {
  const said = remarks.get(kind) ?? [];
  remarks.set(kind, said.includes(remark) ? said : [...said, remark]);
}
