import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'vitest';
import { Stores } from '../../src/store/location.ts';
import { joinPath, type Store } from '../../src/store/store.ts';
import type { VerifyOptions } from '../../src/verbs/verify.ts';
import type { ListedFile } from '../../src/verify/committed-files.ts';
import { newDirectory, run, testCluster, testContext, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';

export const COUNT = 2_000;

/** A pipeline whose sink commits every 200 records, so that its chain has many links. */
const pipelineOf = (name: string, topic: string, sink: string) => `
pipeline: ${name}
events:
  click:
    fields:
      timestamp: { type: string, format: date-time }
      user_id: { type: integer, minimum: 1, maximum: 1000 }
      price: { type: number, decimals: 2, minimum: 0 }
topics:
  ${topic}: { event: click, key: user_id, partitions: 2 }
sources:
  visitors:
    to: ${topic}
    datagen: { rate: 100000/s, count: ${COUNT}, seed: 7, fields: { user_id: { ids: [1, 1000] }, price: { range: [1, 99] } } }
sinks:
  lake: { from: ${topic}, ${sink} }
`;

/** A sink that has stored all of its topic, about whose files and links lies can be told. */
export class StoredSink {
  readonly name: string;
  readonly topic: string;
  readonly directory = newDirectory();
  readonly store: Store;
  readonly root: string;
  files: readonly ListedFile[] = [];

  private constructor(store: Store, root: string, name: string) {
    this.store = store;
    this.root = root;
    this.name = name;
    this.topic = `${name}-clicks`;
  }

  /** Applies the pipeline, and waits until everything is stored and proven. `words` are those of the sink. */
  static async make(scheme: string, words: string): Promise<StoredSink> {
    const name = uniqueName('lies');
    const { store, path } = await new Stores(testCluster().addresses, testContext()).locate(`${scheme}:/${name}`);
    const made = new StoredSink(store, path, name);
    const yaml = join(made.directory, 'lies.yaml');
    const sink = `${scheme}: { path: /${name}, ${words}, roll: { every: 1s, records: 200 } }`;
    writeFileSync(yaml, pipelineOf(name, made.topic, sink));
    const applied = await run(['apply', yaml, '--yes'], { directory: made.directory });
    expect(applied.exitCode, applied.stderr).toBe(0);
    const proven = await made.verify({ wait: 90_000, deep: true });
    expect(proven.sink.findings).toEqual([]);
    expect(proven.exitCode).toBe(0);
    const listed = await run(['files', `${name}.lake`, '-o', 'json'], { directory: made.directory });
    const files: readonly ListedFile[] = JSON.parse(listed.stdout);
    const relative = (shown: string) => shown.slice(shown.indexOf(`${path}/`) + path.length + 1);
    made.files = files.map((file) => ({ ...file, path: relative(file.path) }));
    return made;
  }

  async verify(more: Partial<VerifyOptions> = {}) {
    const { proof, exitCode } = await proofOf(this.directory, [], { sink: [`${this.name}.lake`], ...more });
    const [sink] = proof.sinks;
    if (sink === undefined) throw new Error('nothing was verified');
    expect(sink.ok).toBe(proof.ok);
    return { sink, exitCode, failures: sink.findings.filter(({ failure }) => failure) };
  }

  /** Tells one lie about a file, looks, and takes the lie back. */
  async lie(path: string, tell: (content: Buffer) => Promise<void>, look: () => Promise<void>): Promise<void> {
    const content = await this.store.readWhole(path);
    await tell(content);
    try {
      await look();
    } finally {
      await this.put(path, content);
    }
    expect((await this.verify()).exitCode).toBe(0);
  }

  put(path: string, content: Buffer): Promise<void> {
    return this.store.write(path, Readable.from([content]), true);
  }

  pathOf({ path }: ListedFile): string {
    return joinPath(this.root, path);
  }

  /** The link that names a file of partition 1. */
  linkOf({ path }: ListedFile): string {
    const seq = path.slice(path.lastIndexOf('+') + 1).split('.')[0] ?? '';
    return joinPath(this.root, '_log', `${this.name}.lake`, this.topic, '1', '000000000', `${seq}.json`);
  }

  /** A file in the middle of partition 1. */
  middle(): ListedFile {
    const ofPartition = this.files.filter(({ partition }) => partition === 1);
    const file = ofPartition[Math.floor(ofPartition.length / 2)];
    if (file === undefined) throw new Error('the sink has no file');
    return file;
  }
}
