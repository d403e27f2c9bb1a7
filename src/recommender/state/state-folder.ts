import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../base/context.ts';
import { makePrivateFolder } from '../../base/private-folder.ts';
import { homeOf } from '../../target/home.ts';
import type { SnapshotStream } from './encode-snapshot.ts';
import { decodeSnapshot, type Header, peekHeader, type Snapshot } from './snapshot.ts';

/** How many snapshots of each shard are kept. */
const KEPT = 2;
const FILE = /^state-(\d{16})(?:-[\w-]+)?\.bin$/;
/** A header is this long at most, where there are some thousand source partitions. */
const HEADER_BYTES = 1 << 20;

/** What a folder had to offer, and which files had to be passed over. */
export interface Found {
  readonly snapshots: readonly Snapshot[];
  readonly damaged: readonly string[];
}

/** What is asked of a folder. */
export interface Wanted {
  /** modelDigest. */
  readonly digest: string;
  readonly shards: readonly number[];
}

/**
 * The snapshots of one recommender's instances on this machine: written whole or not at all, the last two of each shard
 * kept.
 */
export class StateFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Removes all of them: what a new log begins, old counters may not continue. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /**
   * Temporary file, fsync, rename, fsync of the folder; then older ones go. Other work comes in after each piece;
   * `instance` tells apart the files of several.
   */
  async write({ digest, applied, pieces }: SnapshotStream, instance: string): Promise<void> {
    makePrivateFolder(this.path);
    const name = `state-${String(applied).padStart(16, '0')}-${instance}.bin`;
    const draft = join(this.path, `${name}.draft`);
    const file = await open(draft, 'w');
    try {
      const hash = createHash('sha256');
      for (const piece of pieces) {
        hash.update(piece);
        await file.writeFile(piece);
      }
      await file.writeFile(hash.digest());
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(this.path, name));
    const folder = await open(this.path, 'r');
    await folder.sync().finally(() => folder.close());
    this.#prune(digest);
  }

  /** The newest readable snapshot of any of its instances. */
  read(): Found {
    const damaged: string[] = [];
    for (const name of this.#files()) {
      const snapshot = this.#read(name);
      if (snapshot !== undefined) return { snapshots: [snapshot], damaged };
      damaged.push(join(this.path, name));
    }
    return { snapshots: [], damaged };
  }

  /**
   * For each wanted shard the newest readable snapshot of that model that has it; without shards, the newest at all.
   */
  find({ digest, shards }: Wanted): Found {
    const missing = new Set(shards);
    const snapshots: Snapshot[] = [];
    const damaged: string[] = [];
    for (const name of this.#files()) {
      if (missing.size === 0 && snapshots.length > 0) break;
      const header = this.#peek(name);
      const useful =
        header?.digest === digest && (shards.length === 0 || header.held.some(([shard]) => missing.has(shard)));
      if (header !== undefined && !useful) continue;
      const snapshot = this.#read(name);
      if (snapshot === undefined) damaged.push(join(this.path, name));
      else if (snapshot.digest === digest) {
        snapshots.push(snapshot);
        for (const shard of snapshot.model.shards.held) missing.delete(shard);
      }
    }
    return { snapshots, damaged };
  }

  /** Files that nobody needs: of other models, and whose shards newer ones have often enough. */
  #prune(digest: string): void {
    const kept = new Map<number, number>();
    for (const name of this.#files()) {
      const header = this.#peek(name);
      const shards = header?.digest === digest ? header.held.map(([shard]) => shard) : [];
      const needed = shards.some((shard) => (kept.get(shard) ?? 0) < KEPT);
      for (const shard of shards) kept.set(shard, (kept.get(shard) ?? 0) + 1);
      if (!needed) rmSync(join(this.path, name), { force: true });
    }
  }

  /** Undefined also when another instance has removed it in the meantime. */
  #read(name: string): Snapshot | undefined {
    try {
      return decodeSnapshot(readFileSync(join(this.path, name)));
    } catch {
      return undefined;
    }
  }

  #peek(name: string): Header | undefined {
    try {
      const file = openSync(join(this.path, name), 'r');
      const bytes = Buffer.alloc(HEADER_BYTES);
      const length = readSync(file, bytes);
      closeSync(file);
      return peekHeader(bytes.subarray(0, length));
    } catch {
      return undefined;
    }
  }

  /** Newest first. */
  #files(): string[] {
    try {
      return readdirSync(this.path)
        .filter((name) => FILE.test(name))
        .sort()
        .reverse();
    } catch {
      return [];
    }
  }
}

/** Where a recommender keeps its snapshots on this machine. */
export function stateFolder(context: Pick<Context, 'directory' | 'environment'>, name: string): StateFolder {
  return new StateFolder(join(homeOf(context).folder, 'recommender', name));
}
