import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { expect } from 'vitest';
import type { RecommenderProof } from '../../src/recommender/audit/proof.ts';
import { eventually, run, testCluster, uniqueName } from './harness.ts';

const click = (user: number, item: number) => `${JSON.stringify({ u: `u${user}`, i: `i${item}` })}\n`;

/** A pipeline with a recommender on one topic of clicks, declared, learned from, and then broken. */
export class RecommenderScene {
  readonly pipeline: string;
  readonly name: string;
  readonly clicks: string;
  readonly lists: string;
  readonly log: string;
  readonly folder: string;

  constructor(prefix: string) {
    this.pipeline = uniqueName(prefix);
    this.name = `${this.pipeline}.recommender`;
    this.clicks = `${this.pipeline}-clicks`;
    this.lists = `${this.pipeline}-lists`;
    this.log = `${this.pipeline}.recommender-events`;
    this.folder = join(testCluster().home, 'recommender', this.name);
  }

  async apply(state: 'running' | 'stopped', weight = 1): Promise<void> {
    const input = `pipeline: ${this.pipeline}
events: { click: { fields: { u: string, i: string } } }
topics: { ${this.clicks}: { event: click, key: u, partitions: 1 } }
recommender: { from: ${this.clicks}, to: ${this.lists}, user: u, item: i, weights: { click: ${weight} }, state: ${state} }
`;
    const { exitCode, stderr } = await run(['apply', '-', '--yes', '--no-wait'], { input });
    expect(exitCode, stderr).toBe(0);
  }

  /** Clicks of the users `from` … `to` − 1, three each, while nobody learns. */
  async produce(from: number, to: number): Promise<void> {
    await this.apply('stopped');
    const input = Array.from({ length: 3 * (to - from) }, (_, at) => click(from + Math.floor(at / 3), (at * at) % 11));
    const { exitCode, stderr } = await run(['produce', this.clicks, '--key', 'u'], { input: input.join('') });
    expect(exitCode, stderr).toBe(0);
  }

  /** Stops it and waits until its group is empty. */
  async stop(): Promise<void> {
    await run(['stop', this.name]);
    await eventually('the instance to be gone', async () => {
      const { stdout } = await run(['recommender', 'state', this.name, '-o', 'json']);
      return JSON.parse(stdout).instances.length === 0 || undefined;
    });
  }

  /** Starts it, where it does not run, and expects that everything there is was learned, and no difference. */
  async expectClean(users: number, weight = 1): Promise<RecommenderProof> {
    await this.apply('running', weight);
    const { stdout, stderr, exitCode } = await run([
      'recommender',
      'verify',
      this.name,
      '--wait',
      '180s',
      '-o',
      'json',
    ]);
    if (stdout === '') throw new Error(stderr);
    const proof: RecommenderProof = JSON.parse(stdout);
    expect([exitCode, proof.findings.filter(({ failure }) => failure)]).toEqual([0, []]);
    expect([proof.log.events, proof.lists.published]).toEqual([3 * users, users]);
    return proof;
  }

  /** Why it fails when it is started, or where it runs; nothing that it wrote changes. Then it is stopped. */
  async refused(runs = false): Promise<string> {
    const before = await this.#kept();
    if (!runs) await this.apply('running');
    const said = await eventually('it to refuse', async () => {
      const { stdout } = await run(['recommender', 'state', this.name, '-o', 'json']);
      const error: string | undefined = JSON.parse(stdout).host?.error;
      return error;
    });
    await this.stop();
    const after = await this.#kept();
    expect(after.ends).toEqual(before.ends);
    // What it writes down when it is stopped stands beside them.
    expect(after.states).toEqual(expect.arrayContaining(before.states));
    return said;
  }

  /** Deletes a topic and waits until it is gone. */
  async remove(topic: string): Promise<void> {
    await run(['topics', 'delete', topic, '--yes']);
    await eventually(`${topic} to be gone`, async () => {
      const topics: { name: string }[] = JSON.parse((await run(['topics', 'list', '-o', 'json'])).stdout);
      return topics.every(({ name }) => name !== topic) || undefined;
    });
  }

  /** Everything that it wrote: ends of its topics, and digests of its states. */
  #kept() {
    return withAdmin(async (admin) => {
      const topics = await Promise.all([this.log, this.lists].map((topic) => offsetsOf(admin, topic)));
      const ends = topics.map((partitions) => partitions.map(({ partition, high }) => `${partition}@${high}`).sort());
      const files = globSync('**/*.bin', { cwd: this.folder }).sort();
      const digest = (file: string) =>
        createHash('sha256')
          .update(readFileSync(join(this.folder, file)))
          .digest('hex');
      return { ends, states: files.map((file) => [file, digest(file)]) };
    });
  }
}

/** First and end offsets of a topic's partitions, once each has a leader: one that was just made has none yet. */
export const offsetsOf = (admin: kafkajs.Admin, topic: string) =>
  eventually(`leaders of ${topic}`, () => admin.fetchTopicOffsets(topic));

/** Kafka's administration, for what this tool does not do. */
export async function withAdmin<T>(work: (admin: kafkajs.Admin) => Promise<T>): Promise<T> {
  const brokers = testCluster().addresses.kafka.bootstrapServers.split(',');
  const admin = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
