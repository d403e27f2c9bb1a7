import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digest } from '../base/canonical.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import type { ChainState } from './chain.ts';
import type { RangeResult } from './judge-range.ts';

/** A proof without faults up to one link, kept so that the next run need not repeat it. */
export interface KeptProof {
  readonly version: 3;
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
  private readonly warn: (why: string) => void;

  /**
   * `cluster`: Kafka's own id of it, since another cluster may come to have the same name and the same offsets. `warn` is told of a proof
   * that could not be kept: it holds all the same.
   */
  constructor(folder: string, cluster: string, warn: (why: string) => void) {
    this.folder = folder;
    this.cluster = cluster;
    this.warn = warn;
  }

  /** The kept proof, unless there is none of this cluster or it cannot be read: then the whole chain is proven again. */
  async load(connector: string, topic: string, partition: number): Promise<KeptProof | undefined> {
    try {
      const kept: unknown = JSON.parse(await readFile(this.file(connector, topic, partition), 'utf8'));
      return isKept(kept, this.cluster)
        ? { ...kept, chain: { ...kept.chain, retired: new Set(kept.retired) } }
        : undefined;
    } catch {
      return undefined;
    }
  }

  async save(connector: string, topic: string, partition: number, kept: KeptProof): Promise<void> {
    const file = this.file(connector, topic, partition);
    const draft = `${file}.${process.pid}.tmp`;
    try {
      makePrivateFolder(dirname(file));
      await writeFile(
        draft,
        JSON.stringify({
          cluster: this.cluster,
          connector,
          topic,
          partition,
          ...kept,
          retired: [...kept.chain.retired],
        }),
      );
      await rename(draft, file);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.warn(`The proof of ${connector}, ${topic}-${partition} cannot be kept, so the next run repeats it: ${why}`);
    }
  }

  /** Named by a digest: a topic's own name may be as long as a file's may. */
  private file(connector: string, topic: string, partition: number): string {
    return join(this.folder, `${digest([connector, topic, partition]).slice(0, 32)}.json`);
  }
}

/** JSON knows no sets: paths that were retired stand beside the chain. */
interface Written extends KeptProof {
  readonly retired: readonly string[];
}

function isKept(value: unknown, cluster: string): value is Written {
  if (typeof value !== 'object' || value === null || !('cluster' in value) || value.cluster !== cluster) return false;
  return 'version' in value && value.version === 3 && 'chain' in value && 'retired' in value;
}
