import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { digest } from '../base/canonical.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import { systemError } from '../base/system-error.ts';
import { linesOf } from '../formats/lines.ts';
import type { ChainState } from './chain-state.ts';
import type { RangeResult } from './judge-range.ts';
import type { LiveRange } from './live-range.ts';

/** What a kept proof is a proof of, without what it found of each range. */
export interface KeptHead {
  readonly version: 5;
  /** Store and path of the sink: another path is another proof. */
  readonly place: string;
  /** Whether every row was compared. */
  readonly deep: boolean;
  /** Digest of the links below it as they lay in the store. */
  readonly fingerprint: string;
  readonly chain: Omit<ChainState, 'ranges'>;
}

/** A proof without faults up to one link, kept so that the next run need not repeat it. */
export interface KeptProof extends KeptHead {
  readonly chain: ChainState;
  readonly results: readonly RangeResult[];
}

/** A kept proof that is only looked into where it holds. */
export interface Kept {
  readonly head: KeptHead;
  /** All of it; undefined when it cannot be read. */
  readonly load: () => Promise<KeptProof | undefined>;
}

/** Lines that are written at once. */
const LINES = 100;

/**
 * Keeps proofs as files, one per partition, below a folder of this machine: a line of JSON for the chain, and one for
 * each of its ranges, so that none has to be held as one text.
 */
export class KeptProofs {
  private readonly folder: string;
  private readonly cluster: string;
  private readonly warn: (why: string) => void;

  /**
   * `cluster`: Kafka's own id of it, since another cluster may come to have the same name and the same offsets. `warn`
   * is told of a proof that could not be kept: it holds all the same.
   */
  constructor(folder: string, cluster: string, warn: (why: string) => void) {
    this.folder = folder;
    this.cluster = cluster;
    this.warn = warn;
  }

  /**
   * The kept proof, unless there is none of this cluster or it cannot be read: then the whole chain is proven again.
   */
  async find(connector: string, topic: string, partition: number): Promise<Kept | undefined> {
    const file = this.file(connector, topic, partition);
    const head = await unlessUnreadable(() => this.readHead(file));
    return head && { head, load: () => unlessUnreadable(() => this.read(file)) };
  }

  async save(connector: string, topic: string, partition: number, kept: KeptProof): Promise<void> {
    const file = this.file(connector, topic, partition);
    const draft = `${file}.${process.pid}.tmp`;
    try {
      makePrivateFolder(dirname(file));
      const named = { cluster: this.cluster, connector, topic, partition };
      await pipeline(Readable.from(written(named, kept)), createWriteStream(draft));
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      const known = systemError(error) ?? error;
      const why = known instanceof Error ? known.message : String(known);
      this.warn(`The proof of ${connector}, ${topic}-${partition} cannot be kept, so the next run repeats it: ${why}`);
    }
  }

  private async readHead(file: string): Promise<KeptHead | undefined> {
    for await (const [line] of linesOf(createReadStream(file))) {
      const head: unknown = JSON.parse(String(line));
      return isHead(head, this.cluster) ? headOf(head) : undefined;
    }
    return undefined;
  }

  private async read(file: string): Promise<KeptProof | undefined> {
    let head: Head | undefined;
    const ranges: LiveRange[] = [];
    const results: RangeResult[] = [];
    for await (const lines of linesOf(createReadStream(file))) {
      for (const line of lines) {
        const value: unknown = JSON.parse(line.toString('utf8'));
        if (head !== undefined) {
          if (!isProvenRange(value)) return undefined;
          ranges.push(value.range);
          if (value.result !== undefined) results.push(value.result);
        } else if (isHead(value, this.cluster)) head = value;
        else return undefined;
      }
    }
    if (head === undefined || head.ranges !== ranges.length) return undefined;
    const known = headOf(head);
    return { ...known, chain: { ...known.chain, ranges }, results };
  }

  /** Named by a digest: a topic's own name may be as long as a file's may. */
  private file(connector: string, topic: string, partition: number): string {
    return join(this.folder, `${digest([connector, topic, partition]).slice(0, 32)}.jsonl`);
  }
}

/** The first line. JSON knows no sets: paths that were retired stand beside the chain. */
interface Head extends KeptHead {
  readonly retired: readonly string[];
  /** How many lines follow. */
  readonly ranges: number;
}

/** Each further line. */
interface ProvenRange {
  readonly range: LiveRange;
  readonly result?: RangeResult | undefined;
}

const headOf = ({ version, place, deep, fingerprint, chain, retired }: Head): KeptHead => ({
  version,
  place,
  deep,
  fingerprint,
  chain: { ...chain, retired: new Set(retired) },
});

async function unlessUnreadable<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

function* written(named: object, { chain, results, ...kept }: KeptProof): Generator<string> {
  const { ranges, retired, ...rest } = chain;
  const head = { ...named, ...kept, chain: rest, retired: [...retired], ranges: ranges.length };
  yield `${JSON.stringify(head)}\n`;
  const bySeq = new Map(results.map((result) => [result.seq, result]));
  for (let at = 0; at < ranges.length; at += LINES) {
    const some = ranges.slice(at, at + LINES);
    yield some.map((range) => `${JSON.stringify({ range, result: bySeq.get(range.seq) })}\n`).join('');
  }
}

function isHead(value: unknown, cluster: string): value is Head {
  if (typeof value !== 'object' || value === null || !('cluster' in value) || value.cluster !== cluster) return false;
  return 'version' in value && value.version === 5 && 'chain' in value && 'retired' in value;
}

function isProvenRange(value: unknown): value is ProvenRange {
  return typeof value === 'object' && value !== null && 'range' in value;
}
