import type { Clock } from '../../base/context.ts';
import type { Learned } from '../model/learned.ts';
import { streamSnapshot } from './encode-snapshot.ts';
import type { StateFolder } from './state-folder.ts';
import { isLevel } from './take-shards.ts';

/** How long after one snapshot the next is due, milliseconds. */
const INTERVAL = 30_000;
/** Encoding a snapshot may use one part in so many of the time: large states are written more rarely. */
const SHARE = 100;

export interface SnapshotsOptions {
  readonly learned: Learned;
  readonly folder: StateFolder;
  /** This instance's id. */
  readonly id: string;
  /** modelDigest of the declaration, and Kafka's id of the log. */
  readonly digest: string;
  readonly log: string;
  readonly clock: Clock;
}

/** Writes down what was learned, so that a restart need not learn it again. */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  #written: { readonly at: number; readonly applied: number; readonly took: number };
  #writing = Promise.resolve();

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#written = { at: options.clock.now(), applied: -1, took: 0 };
  }

  /** When the next should be written, milliseconds since the epoch. */
  get due(): number {
    return this.#written.at + Math.max(INTERVAL, SHARE * this.#written.took);
  }

  /** Writes the state, where it has changed and is all of one moment; while one is being written, the next waits. */
  write(): Promise<void> {
    const written = this.#writing.then(() => this.#write());
    this.#writing = written.catch(() => {});
    return written;
  }

  async #write(): Promise<void> {
    const { learned, folder, id, digest, log, clock } = this.#options;
    const { learner } = learned;
    if (learner === undefined || !isLevel(learner.state) || learner.model.shards.held.length === 0) return;
    const { applied } = learner.progress;
    const at = clock.now();
    if (applied === this.#written.applied) {
      this.#written = { ...this.#written, at };
      return;
    }
    const snapshot = streamSnapshot({ digest, log, ...learner.state });
    const time = { took: 0 };
    await folder.write({ ...snapshot, pieces: timed(snapshot.pieces, clock, time) }, id);
    this.#written = { at, applied, took: time.took };
  }
}

/** Passes pieces on, and adds the milliseconds that making each took to `time`. */
function* timed(pieces: Iterable<Buffer>, clock: Clock, time: { took: number }): Generator<Buffer> {
  let begin = clock.now();
  for (const piece of pieces) {
    time.took += clock.now() - begin;
    yield piece;
    begin = clock.now();
  }
}
