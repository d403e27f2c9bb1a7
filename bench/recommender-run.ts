import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import type { DescribedInstance } from '../src/recommender/http/instances.ts';
import type { BenchContext } from './bench.ts';
import { pipeline } from './pipeline.ts';
import { startOf } from './process-start.ts';

export interface Shape {
  /** Partitions of the source. */
  readonly sources?: number;
}

const yaml = (name: string, { sources = 3 }: Shape) => `
pipeline: ${name}
events:
  view: { fields: { timestamp: { type: string, format: date-time }, user_id: string, item_id: string, event_type: string } }
topics:
  ${name}-events: { event: view, key: user_id, partitions: ${sources} }
recommender:
  { from: ${name}-events, to: ${name}-lists, user: user_id, item: item_id, weights: { view: 1 }, time: timestamp,
    state: stopped }
`;

/** One recommender of a pipeline of its own, stopped until it is measured. */
export class RecommenderRun {
  readonly source: string;
  readonly log: string;
  readonly lists: string;
  /** When its process started, milliseconds since the epoch. */
  startedAt = 0;
  readonly #setting: BenchContext;
  readonly #name: string;
  readonly #directory: string;

  private constructor(setting: BenchContext, name: string, directory: string) {
    this.#setting = setting;
    this.#name = name;
    this.#directory = directory;
    this.source = `${name}-events`;
    this.lists = `${name}-lists`;
    this.log = `${name}.recommender-events`;
  }

  static async declare(setting: BenchContext, name: string, shape: Shape = {}): Promise<RecommenderRun> {
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    writeFileSync(join(directory, 'pipeline.yaml'), yaml(name, shape));
    await pipeline(['apply', 'pipeline.yaml', '--yes'], setting.home, directory);
    return new RecommenderRun(setting, name, directory);
  }

  get bootstrapServers(): string {
    return this.#setting.cluster?.kafka.bootstrapServers ?? '';
  }

  /** Lets it run; its address once it answers. */
  async resume(): Promise<string> {
    await pipeline(['resume', `${this.#name}.recommender`], this.#setting.home, this.#directory);
    for (;;) {
      const address = await this.#address();
      if (address !== undefined) return address;
      await wait(100);
    }
  }

  async stop(): Promise<void> {
    await pipeline(['stop', `${this.#name}.recommender`], this.#setting.home, this.#directory);
  }

  /** Takes it away with all its topics. */
  async remove(): Promise<void> {
    await pipeline(['delete', this.#name, '--purge', '--yes'], this.#setting.home, this.#directory);
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #address(): Promise<string | undefined> {
    const { stdout } = await pipeline(
      ['recommender', 'state', `${this.#name}.recommender`, '-o', 'json'],
      this.#setting.home,
      this.#directory,
    );
    const { instances }: { instances: readonly DescribedInstance[] } = JSON.parse(stdout);
    const [instance] = instances;
    if (instance?.state == null) return undefined;
    this.startedAt = startOf(instance.state.pid);
    return instance.address;
  }
}

/** One figure of an instance, out of its `/metrics`. */
export async function metric(address: string, name: string): Promise<number> {
  const { data } = await axios.get<string>(`http://${address}/metrics`);
  const line = data.split('\n').find((text) => text.startsWith(`pipeline_recommender_${name}{`));
  return Number(line?.slice(line.lastIndexOf(' ') + 1));
}

/** Waits until an instance has counted so many events. */
export async function counted(address: string, events: number): Promise<void> {
  while ((await metric(address, 'events_total')) < events) await wait(100);
}
