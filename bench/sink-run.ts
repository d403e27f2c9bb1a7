import { setTimeout as wait } from 'node:timers/promises';
import { WebHdfs } from '../src/clients/webhdfs/client.ts';
import { HdfsError } from '../src/clients/webhdfs/webhdfs-error.ts';
import type { BenchContext } from './bench.ts';
import { pipeline } from './pipeline.ts';
import type { Worker } from './worker.ts';

/** Milliseconds without a commit after which a sink that commits every half second has nothing more to store. */
const QUIET = 2_000;

export interface Stored {
  /** From the assignment of the partitions to the last rename of a committed file. */
  readonly seconds: number;
  /** Processor seconds of the worker. */
  readonly processor: number;
  /** Largest resident size of the worker meanwhile, in MiB. */
  readonly memory: number;
}

/** What a worker stored that was started for it. */
export interface Started extends Stored {
  /** Seconds from the start of its process to the last rename. */
  readonly whole: number;
}

/** One sink of the pipeline `bench-sink`, stopped until it is measured, with `/bench/sink/NAME` for its path. */
export class SinkRun {
  readonly #setting: BenchContext;
  readonly #worker: Worker;
  readonly #name: string;
  readonly #topic: string;
  readonly #directory: string;

  constructor(setting: BenchContext, worker: Worker, name: string, topic: string, directory: string) {
    this.#setting = setting;
    this.#worker = worker;
    this.#name = name;
    this.#topic = topic;
    this.#directory = directory;
  }

  /** Lets the sink run until it has stored so many records. */
  async store(records: number): Promise<Stored> {
    return await this.#store(records, this.#worker.processorTime());
  }

  /**
   * The same by a worker that has only just answered: processor time and `whole` count from the start of its process.
   */
  async storeFromStart(records: number): Promise<Started> {
    const stored = await this.#store(records, 0);
    return { ...stored, whole: ((await this.#lastCommit()) - this.#worker.startedAt()) / 1000 };
  }

  get #connector(): string {
    return `bench-sink.${this.#name}`;
  }

  async #store(records: number, before: number): Promise<Stored> {
    const connector = this.#connector;
    const began = Date.now();
    await this.#worker.setState(connector, 'resume');
    let memory = 0;
    // Connect would make a client for each question after its offsets; a directory's time costs the worker nothing.
    for (let quiet = 0, last = 0; quiet < QUIET; quiet = Date.now() - (last || Date.now())) {
      await wait(250);
      memory = Math.max(memory, this.#worker.memory());
      last = await this.#lastCommit();
    }
    while ((await this.#stored(connector)) < records) await wait(250);
    const processor = this.#worker.processorTime() - before;
    const seconds = ((await this.#lastCommit()) - this.#worker.assignedAt(connector, began)) / 1000;
    await this.#worker.setState(connector, 'stop');
    return { seconds, processor, memory };
  }

  async #stored(connector: string): Promise<number> {
    const { stdout } = await pipeline(['files', connector, '-o', 'json'], this.#setting.home, this.#directory);
    const files: { readonly records: number }[] = JSON.parse(stdout);
    return files.reduce((sum, { records }) => sum + records, 0);
  }

  /**
   * A rename changes the time of the directory that it renames into; milliseconds since the epoch, 0 before the first.
   */
  async #lastCommit(): Promise<number> {
    const hdfs = this.#setting.cluster?.hdfs;
    if (hdfs === undefined) throw new Error('this bench needs HDFS');
    const files = new WebHdfs(hdfs);
    const folder = `/bench/sink/${this.#name}/${this.#topic}`;
    try {
      const inside = (await files.listStatus(folder)).filter(({ type }) => type === 'DIRECTORY');
      return Math.max(...[await files.fileStatus(folder), ...inside].map(({ modificationTime }) => modificationTime));
    } catch (error) {
      if (error instanceof HdfsError && error.exception === 'FileNotFoundException') return 0;
      throw error;
    }
  }
}
