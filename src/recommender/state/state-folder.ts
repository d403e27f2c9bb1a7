import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { decodeSnapshot, encodeSnapshot, type Snapshot } from './snapshot.ts';

const KEPT = 2;
const FILE = /^state-(\d{16})\.bin$/;

/** What a folder had to offer: the newest readable snapshot, and which files had to be passed over. */
export interface Found {
  readonly snapshot: Snapshot | undefined;
  readonly damaged: readonly string[];
}

/** The snapshots of one recommender: written whole or not at all, the last two kept. */
export class StateFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Removes all of them: what a new log begins, old counters may not continue. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** Temporary file, fsync, rename, fsync of the folder; then older ones go. */
  write(snapshot: Snapshot): void {
    mkdirSync(this.path, { recursive: true });
    const name = `state-${String(snapshot.progress.applied).padStart(16, '0')}.bin`;
    const draft = join(this.path, `${name}.${process.pid}.draft`);
    const file = openSync(draft, 'w');
    try {
      const bytes = encodeSnapshot(snapshot);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, join(this.path, name));
    const folder = openSync(this.path, 'r');
    fsyncSync(folder);
    closeSync(folder);
    for (const old of this.#files().slice(KEPT)) rmSync(join(this.path, old), { force: true });
  }

  read(): Found {
    const damaged: string[] = [];
    for (const name of this.#files()) {
      const path = join(this.path, name);
      const snapshot = decodeSnapshot(readFileSync(path));
      if (snapshot !== undefined) return { snapshot, damaged };
      damaged.push(path);
    }
    return { snapshot: undefined, damaged };
  }

  /** Forgets everything, e.g. what another spec learned. */
  clear(): void {
    for (const name of this.#files()) rmSync(join(this.path, name), { force: true });
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
