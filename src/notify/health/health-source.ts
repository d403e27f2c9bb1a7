import { instantOf } from '../../base/time.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import type { TopicWriter } from '../../clients/kafka/writer.ts';
import type { Notice, NoticeSource } from '../notice.ts';
import type { Channel } from '../spec.ts';
import { type Condition, conditionText, readCondition } from './condition.ts';
import { healthPost } from './health-post.ts';
import { entryRecord, markRecord, readKept } from './kept.ts';
import { type Entry, Ledger } from './ledger.ts';
import { NOT_SEEN, troublesOf, unseenParts } from './trouble.ts';
import { Unread } from './unread.ts';
import type { Watch } from './watch.ts';

interface HealthSourceOptions {
  readonly pipeline: string;
  readonly channel: Channel;
  readonly watch: Watch;
  /** Writes down what was told. */
  readonly writer: TopicWriter;
}

/** The conditions of a channel: each is told once when it begins and once when it is over. */
export class HealthSource implements NoticeSource {
  readonly waits = false;
  readonly #options: HealthSourceOptions;
  readonly #conditions: readonly Condition[];
  readonly #ledger: Ledger;
  readonly #unread: Unread;
  #seen: Watch['latest'];
  /** Notices that were handed out, by place. */
  readonly #open = new Map<number, Entry>();
  #place = 0;

  private constructor(options: HealthSourceOptions, conditions: readonly Condition[], ledger: Ledger, unread: Unread) {
    this.#options = options;
    this.#conditions = conditions;
    this.#ledger = ledger;
    this.#unread = unread;
  }

  /** Goes on where an earlier process ended; what the channel no longer asks for is forgotten. */
  static async open(kafka: RawKafka, job: string, options: HealthSourceOptions): Promise<HealthSource> {
    const { channel, writer } = options;
    const { entries, marks } = await readKept(kafka, job, channel.name);
    const conditions = (channel.on ?? []).flatMap((written) => readCondition(written) ?? []);
    const asked = new Set([NOT_SEEN, ...conditions.map(conditionText)]);
    await writer.write(
      entries.filter(({ condition }) => !asked.has(condition)).map((entry) => entryRecord(entry, true)),
    );
    const kept = entries.filter(({ condition }) => asked.has(condition));
    return new HealthSource(options, conditions, new Ledger(channel.name, kept), new Unread(channel.name, marks));
  }

  /** Conditions that hold. */
  get holding(): number {
    return this.#ledger.holding;
  }

  async next(): Promise<readonly Notice[]> {
    const { watch, writer } = this.#options;
    const { latest } = watch;
    if (latest !== undefined && latest !== this.#seen) {
      this.#seen = latest;
      const { at, observation } = latest;
      const troubles = troublesOf(observation, this.#conditions, (subject, written) =>
        this.#unread.count(subject, written, at),
      );
      const changed = this.#ledger.observe(troubles, unseenParts(observation), at);
      const read = changed.filter(({ condition, until }) => condition === 'dead-letters' && until !== undefined);
      // Written down before it is posted: after a crash the same post goes out again, under the same key.
      await writer.write([
        ...changed.map((entry) => entryRecord(entry, false)),
        ...read.map(({ subject }) => markRecord(this.#unread.settle(subject))),
      ]);
    }
    const out = new Set([...this.#open.values()].map(({ condition, subject }) => `${condition}/${subject}`));
    return this.#ledger.due.filter(({ condition, subject }) => !out.has(`${condition}/${subject}`)).map(this.#notice);
  }

  async told(places: readonly number[]): Promise<void> {
    const { writer } = this.#options;
    const entries = places.flatMap((place) => this.#open.get(place) ?? []);
    for (const place of places) this.#open.delete(place);
    await writer.write(
      entries.map((entry) => {
        const kept = this.#ledger.told(entry);
        return entryRecord(kept ?? entry, kept === undefined);
      }),
    );
  }

  readonly #notice = (entry: Entry): Notice => {
    const { pipeline } = this.#options;
    const place = this.#place++;
    this.#open.set(place, entry);
    const { condition, since, until, told } = entry;
    const time = instantOf(told ? until : since) ?? 0;
    return { name: condition, time, post: healthPost(pipeline, entry), source: this, place };
  };
}
