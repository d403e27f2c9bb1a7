import type { Kafka, KafkaConfig } from 'kafkajs';
import type { Clock } from '../context.ts';
import { RawKafka } from '../kafka/fetch.ts';
import type { Held } from '../kafka/lease.ts';
import { MultiTail } from '../kafka/multi-tail.ts';
import { TopicWriter } from '../kafka/writer.ts';
import type { ReportTo } from '../supervisor/report.ts';
import { Ingest } from './log/ingest.ts';
import type { Learner } from './log/learner.ts';
import { LogLearning } from './log/log-learning.ts';
import { checkLog, sourceStarts } from './log/sources.ts';
import { readPublished } from './serving/published.ts';
import { Serving } from './serving/serving.ts';
import { deadLetterTopic, logTopic, type RecommenderSpec, servingDigest } from './spec.ts';
import { recover } from './state/recover.ts';
import type { StateFolder } from './state/state-folder.ts';

const SHORTEST_TICK = 250;
/** A tick lasts this many times what making its lists took, so that counting never waits long for serving. */
const TICK_SHARE = 4;
const SNAPSHOT_INTERVAL = 30_000;
const REPORT_INTERVAL = 5_000;
const LOG_WAIT = 100;

export interface SessionOptions {
  readonly name: string;
  readonly spec: RecommenderSpec;
  readonly config: KafkaConfig;
  readonly kafka: Kafka;
  readonly folder: StateFolder;
  readonly clock: Clock;
  /** The wish to end in peace: what is in the log is learned, served and written down. */
  readonly signal: AbortSignal;
  readonly report: ReportTo;
  readonly log: (line: string) => void;
}

/** Learns and serves while the lease is held: recover, replay the log's tail, then ingest, learn and serve. */
export async function runSession(options: SessionOptions, held: Held): Promise<void> {
  const { name, spec, kafka, log } = options;
  const { learner, stale } = recover(options.folder, spec, log);
  const sources = new RawKafka(options.config);
  const events = new RawKafka(options.config);
  const writers: TopicWriter[] = [];
  const open = async (topic: string) => {
    const writer = await TopicWriter.open(kafka, topic, (await sources.partitions(topic))?.length ?? 1);
    writers.push(writer);
    return writer;
  };
  try {
    await Promise.all([sources.connect(), events.connect()]);
    const topic = logTopic(name);
    const { start, end } = await events.bounds(topic, 0);
    checkLog({ applied: learner.progress.applied, log: '' }, { topic, id: '', start, end }, name);
    const serving = new Serving(name, spec, learner, await open(spec.to), await readPublished(sources, spec.to));
    const learning = new LogLearning(events, topic, learner, start, (user) => serving.touch(user));
    const replayed = await learning.catchUp(held.lost);
    if (replayed > 0) log(`replayed ${replayed} records of the log`);
    if (stale) for (let user = 0; user < learner.model.users.size; user++) serving.touch(user);

    const look = (written: ReadonlyMap<string, number>) => {
      const { covered, topics } = learner.progress;
      return sourceStarts(sources, spec.from, name, { covered: new Map([...covered, ...written]), topics });
    };
    const targets = { log: await open(topic), deadLetters: await open(deadLetterTopic(spec)) };
    const ingest = new Ingest(spec, new MultiTail(sources), look, targets);
    await new Session(options, held, learner, serving, learning, ingest).run();
  } finally {
    await Promise.all([...writers, sources, events].map((each) => each.close()));
  }
}

/** The loop of a session whose parts stand ready. */
class Session {
  readonly #options: SessionOptions;
  readonly #held: Held;
  readonly #learner: Learner;
  readonly #serving: Serving;
  readonly #learning: LogLearning;
  readonly #ingest: Ingest;
  #served = 0;
  #tick = SHORTEST_TICK;
  #reported = 0;
  #written: { readonly at: number; readonly offset: number };

  constructor(
    options: SessionOptions,
    held: Held,
    learner: Learner,
    serving: Serving,
    learning: LogLearning,
    ingest: Ingest,
  ) {
    this.#options = options;
    this.#held = held;
    this.#learner = learner;
    this.#serving = serving;
    this.#learning = learning;
    this.#ingest = ingest;
    this.#written = { at: options.clock.now(), offset: -1 };
  }

  async run(): Promise<void> {
    const { clock, signal, log } = this.#options;
    const failed = new AbortController();
    const until = AbortSignal.any([this.#held.lost, failed.signal]);
    let failure: unknown;
    const ingesting = this.#ingest.run({ clock, signal: until }).catch((error: unknown) => {
      failure = error;
      failed.abort();
    });
    while (!until.aborted) {
      await this.#learning.step(LOG_WAIT);
      const now = clock.now();
      if (this.#serving.waiting > 0 && now - this.#served >= this.#tick) await this.#serve();
      if (now - this.#written.at >= SNAPSHOT_INTERVAL) await this.#keep();
      if (now - this.#reported >= REPORT_INTERVAL) await this.#report();
    }
    await ingesting;
    if (failed.signal.aborted) throw failure;
    if (!signal.aborted) return log('another process has taken over');
    await this.#learning.catchUp();
    await this.#keep();
    log(`stopped; state of ${this.#learner.progress.events} events written`);
  }

  async #serve(): Promise<void> {
    const { clock } = this.#options;
    const begin = clock.now();
    await this.#serving.serve();
    this.#served = clock.now();
    this.#tick = Math.max(SHORTEST_TICK, (this.#served - begin) * TICK_SHARE);
  }

  /** Lists first: a snapshot means that all lists up to it are written. */
  async #keep(): Promise<void> {
    const { model, digest, progress } = this.#learner;
    const { folder, spec, clock, log, name } = this.#options;
    if (this.#serving.waiting > 0) await this.#serve();
    if (progress.applied !== this.#written.offset)
      folder.write({ digest, serving: servingDigest(spec), model, progress });
    this.#written = { at: clock.now(), offset: progress.applied };
    const sources = [...progress.covered].map(([key, offset]) => {
      const [topic = '', partition] = key.split(' ');
      return { topic, partition: Number(partition), offset };
    });
    const offsets = [{ topic: logTopic(name), partition: 0, offset: progress.applied }, ...sources];
    // These offsets are for people to see the lag; the snapshot is what counts.
    await this.#held.commit(offsets).catch((error: Error) => log(error.message));
  }

  async #report(): Promise<void> {
    const { report, clock } = this.#options;
    const { model, progress } = this.#learner;
    report({
      state: 'RUNNING',
      metrics: {
        records: progress.events,
        lag: this.#ingest.lag + (await this.#learning.lag()),
        duplicates: progress.duplicates,
        broken: progress.broken,
        users: model.users.size,
        items: model.items.size,
        pairs: model.counters.pairs.size / 2,
        memory: process.memoryUsage.rss(),
      },
    });
    this.#reported = clock.now();
  }
}
