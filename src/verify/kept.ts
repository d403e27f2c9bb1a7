import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makePrivateFolder } from '../base/private-folder.ts';
import { pathText } from '../store/path-text.ts';
import type { ChainState } from './chain.ts';
import type { RangeResult } from './judge-range.ts';

/** A proof without faults up to one link, kept so that the next run need not repeat it. */
export interface KeptProof {
  readonly version: 1;
  /** Store and path of the sink: another path is another proof. */
  readonly place: string;
  /** Whether every row was compared. */
  readonly deep: boolean;
  /** Digest of the links below it as they lay in the store. */
  readonly fingerprint: string;
  readonly chain: ChainState;
  readonly results: readonly RangeResult[];
}

/** Keeps proofs as files, one per partition, below a folder of this machine. */
export class KeptProofs {
  private readonly folder: string;
  private readonly cluster: string;

  /** `cluster`: Kafka's own id of it, since another cluster may come to have the same name and the same offsets. */
  constructor(folder: string, cluster: string) {
    this.folder = folder;
    this.cluster = cluster;
  }

  /** The kept proof, unless there is none of this cluster or it cannot be read: then the whole chain is proven again. */
  async load(connector: string, topic: string, partition: number): Promise<KeptProof | undefined> {
    try {
      const kept: unknown = JSON.parse(await readFile(this.file(connector, topic, partition), 'utf8'), reviveSets);
      return isKept(kept, this.cluster) ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  async save(connector: string, topic: string, partition: number, kept: KeptProof): Promise<void> {
    const file = this.file(connector, topic, partition);
    makePrivateFolder(dirname(file));
    const draft = `${file}.${process.pid}.tmp`;
    await writeFile(draft, JSON.stringify({ cluster: this.cluster, ...kept }, replaceSets));
    await rename(draft, file);
  }

  private file(connector: string, topic: string, partition: number): string {
    return join(this.folder, pathText(connector), `${topic}-${partition}.json`);
  }
}

function isKept(value: unknown, cluster: string): value is KeptProof {
  if (typeof value !== 'object' || value === null || !('cluster' in value) || value.cluster !== cluster) return false;
  return 'version' in value && value.version === 1 && 'chain' in value;
}

function replaceSets(_key: string, value: unknown): unknown {
  return value instanceof Set ? { set: [...value] } : value;
}

function reviveSets(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('set' in value)) return value;
  const members: unknown = value.set;
  return Array.isArray(members) ? new Set<unknown>(members) : value;
}
