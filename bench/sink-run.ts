import { setTimeout as wait } from 'node:timers/promises';
import { WebHdfs } from '../src/webhdfs/client.ts';
import type { BenchContext } from './bench.ts';
import { pipeline } from './pipeline.ts';
import type { Worker } from './worker.ts';

export interface Stored {
  /** From the assignment of the partitions to the last rename of a committed file. */
  readonly seconds: number;
  /** Processor seconds of the worker. */
  readonly processor: number;
  /** Largest resident size of the worker meanwhile, in MiB. */
  readonly memory: number;
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
    const connector = `bench-sink.${this.#name}`;
    const before = this.#worker.processorTime();
    let memory = 0;
    await this.#worker.setState(connector, 'resume');
    for (let consumed = 0; consumed < records; await wait(250)) {
      memory = Math.max(memory, this.#worker.memory());
      const offsets = await this.#worker.offsets(connector);
      consumed = offsets.reduce((sum, { kafka_offset }) => sum + Number(kafka_offset), 0);
    }
    while ((await this.#stored(connector)) < records) await wait(250);
    const processor = this.#worker.processorTime() - before;
    const seconds = ((await this.#lastCommit()) - this.#worker.assignedAt(connector)) / 1000;
    await this.#worker.setState(connector, 'stop');
    return { seconds, processor, memory };
  }

  async #stored(connector: string): Promise<number> {
    const { stdout } = await pipeline(['files', connector, '-o', 'json'], this.#setting.home, this.#directory);
    const files: { readonly records: number }[] = JSON.parse(stdout);
    return files.reduce((sum, { records }) => sum + records, 0);
  }

  /** A rename changes the time of the directory that it renames into; milliseconds since the epoch. */
  async #lastCommit(): Promise<number> {
    const hdfs = this.#setting.cluster?.hdfs;
    if (hdfs === undefined) throw new Error('this bench needs HDFS');
    const files = new WebHdfs(hdfs);
    const folder = `/bench/sink/${this.#name}/${this.#topic}`;
    const inside = (await files.listStatus(folder)).filter(({ type }) => type === 'DIRECTORY');
    return Math.max(...[await files.fileStatus(folder), ...inside].map(({ modificationTime }) => modificationTime));
  }
}
