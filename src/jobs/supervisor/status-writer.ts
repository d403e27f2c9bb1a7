import type { Kafka } from 'kafkajs';
import type { Clock } from '../../base/context.ts';
import { type OutgoingRecord, TopicWriter } from '../../clients/kafka/writer.ts';
import { JOB_STATUS, type JobStatus } from '../registry/jobs.ts';

const INTERVAL = 5_000;

/**
 * Reports statuses to `_pipeline.jobs.status`: at once when told, and every 5 s; while Kafka is away it keeps trying.
 */
export class StatusWriter {
  readonly #kafka: Kafka;
  readonly #statuses: () => readonly JobStatus[];
  readonly #ended: string[] = [];
  #writer: TopicWriter | undefined;
  #wake: () => void = () => {};

  /** `statuses` is asked for the truth at each report. */
  constructor(kafka: Kafka, statuses: () => readonly JobStatus[]) {
    this.#kafka = kafka;
    this.#statuses = statuses;
  }

  /** Something changed: report now. */
  changed(): void {
    this.#wake();
  }

  /** The job is no longer declared: its status goes too. */
  end(name: string): void {
    this.#ended.push(name);
    this.#wake();
  }

  /** Reports until `signal` aborts, once more then, and closes. */
  async run(clock: Clock, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const changed = new AbortController();
      this.#wake = () => changed.abort();
      await this.#report();
      await clock.sleep(INTERVAL, AbortSignal.any([signal, changed.signal])).catch(() => {});
    }
  }

  /** The last report, when all jobs have stopped. */
  async close(): Promise<void> {
    await this.#report();
    await this.#writer?.close();
  }

  async #report(): Promise<void> {
    const ended = this.#ended.splice(0);
    const records = [
      ...ended.map((name): OutgoingRecord => ({ key: Buffer.from(name), value: null })),
      ...this.#statuses().map((status) => ({
        key: Buffer.from(status.name),
        value: Buffer.from(JSON.stringify(status)),
      })),
    ];
    try {
      this.#writer ??= await TopicWriter.open(this.#kafka, JOB_STATUS, 1);
      await this.#writer.write(records);
    } catch {
      // The next report, 5 s later, says the same and more; a producer that failed once is not trusted again.
      this.#ended.unshift(...ended);
      await this.#writer?.close();
      this.#writer = undefined;
    }
  }
}
