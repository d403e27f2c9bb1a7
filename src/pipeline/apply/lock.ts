import { randomUUID } from 'node:crypto';
import type { Admin } from 'kafkajs';
import type { Clock } from '../../base/context.ts';
import { RefusedError } from '../../base/errors.ts';
import { committedRecords } from '../../clients/kafka/committed.ts';
import { ensureTopics } from '../../clients/kafka/create-topics.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import type { TopicWriter } from '../../clients/kafka/writer.ts';
import { type Holding, holderAfter, type LockEntry } from './lock-log.ts';

export const LOCK = '_pipeline.lock';
const lease = 10_000;
const again = 1_000;

export interface LockOptions {
  readonly kafka: RawKafka;
  readonly writer: TopicWriter;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How others are told who holds it. */
  readonly holder: string;
}

/** Creates the lock's topic: an hour of records suffices for leases of seconds, and the broker dates them. */
export async function ensureLockTopic(admin: Admin, replication: number): Promise<void> {
  const config = { 'message.timestamp.type': 'LogAppendTime', 'retention.ms': '3600000' };
  await ensureTopics(admin, [{ name: LOCK, partitions: 1, replication, config }]);
}

function isEntry(value: unknown): value is Pick<LockEntry, 'kind' | 'holder'> {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('holder' in value)) return false;
  return ['claim', 'renew', 'release'].includes(String(value.kind)) && typeof value.holder === 'string';
}

async function entries(kafka: RawKafka): Promise<readonly LockEntry[]> {
  const { start, end } = await kafka.bounds(LOCK, 0);
  const found: LockEntry[] = [];
  for await (const { key, value, timestamp } of committedRecords(kafka, LOCK, 0, { from: start, to: end })) {
    const parsed: unknown = JSON.parse(value?.toString() ?? 'null');
    if (isEntry(parsed)) found.push({ ...parsed, id: key?.toString() ?? '', time: timestamp });
  }
  return found;
}

/**
 * One writer at a time per cluster, by a one-partition log: no clock but the broker's, and a holder that dies is
 * overtaken after 10 s of silence.
 */
export class ClusterLock {
  readonly #options: LockOptions;
  readonly #id = randomUUID();
  #renewed = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: LockOptions) {
    this.#options = options;
  }

  /**
   * Waits up to `patience` milliseconds for the lock; `onWait` is told once who holds it.
   * @throws RefusedError that names the holder.
   */
  static async acquire(options: LockOptions, patience: number, onWait: (holder: string) => void): Promise<ClusterLock> {
    const { clock, signal } = options;
    const lock = new ClusterLock(options);
    const deadline = clock.now() + patience;
    for (let attempt = 1; ; attempt += 1) {
      const other = await lock.#claim();
      if (other === undefined) return lock;
      if (attempt === 1) onWait(other.holder);
      if (clock.now() + again > deadline) {
        throw new RefusedError(`Another run is changing this cluster: ${other.holder}`, {
          hint: 'Run the command again when it is done, or wait longer with --timeout.',
        });
      }
      await clock.sleep(again, signal);
    }
  }

  /**
   * To be called before each write: @throws RefusedError when this run was silent for so long that another took over.
   */
  async confirm(): Promise<void> {
    if (this.#options.clock.now() - this.#renewed < lease / 2) return;
    if ((await this.#claim()) === undefined) return;
    throw new RefusedError('This run stood still for so long that another one took over the cluster', {
      hint: 'Run the command again: it picks up what is left.',
    });
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#append('release');
  }

  /** undefined when the lock is ours now, else who has it. */
  async #claim(): Promise<Holding | undefined> {
    const asked = this.#options.clock.now();
    await this.#append('claim');
    const held = holderAfter(await entries(this.#options.kafka), lease);
    if (held?.id !== this.#id) return held;
    this.#renewed = asked;
    this.#timer ??= setInterval(() => void this.#renew(), lease / 4).unref();
    return undefined;
  }

  async #renew(): Promise<void> {
    const asked = this.#options.clock.now();
    try {
      await this.#append('renew');
      // One that was sent before our lease could have ended arrived while the lock was ours; a later one proves
      // nothing.
      if (asked - this.#renewed < lease) this.#renewed = asked;
    } catch {
      // `confirm` finds out before the next write.
    }
  }

  async #append(kind: LockEntry['kind']): Promise<void> {
    const { writer, holder } = this.#options;
    await writer.write([{ key: Buffer.from(this.#id), value: Buffer.from(JSON.stringify({ kind, holder })) }]);
  }
}
