import type { OutgoingRecord, TopicWriter } from '../../kafka/writer.ts';
import type { Learner } from '../log/learner.ts';
import { type Recommended, Recommender } from '../model/recommend.ts';
import { logTopic, type RecommenderSpec, servingDigest } from '../spec.ts';
import type { Recommendations } from './published.ts';

const SLICE = 500;

const itemsOf = (list: readonly Recommended[]): string => JSON.stringify(list.map(({ item }) => item));

/** Writes the lists of users who have new events, at most one per user and tick, when their items changed. */
export class Serving {
  readonly #learner: Learner;
  readonly #recommender: Recommender;
  readonly #writer: TopicWriter;
  readonly #log: string;
  readonly #digest: string;
  readonly #dirty = new Set<number>();
  /** Items of each user's published list, as text. */
  readonly #published = new Map<string, string>();

  constructor(
    name: string,
    spec: RecommenderSpec,
    learner: Learner,
    writer: TopicWriter,
    published: ReadonlyMap<string, Recommendations>,
  ) {
    this.#learner = learner;
    this.#recommender = new Recommender(learner.model, learner.model.items, spec);
    this.#writer = writer;
    this.#log = logTopic(name);
    this.#digest = servingDigest(spec);
    for (const [user, { items, model }] of published)
      if (model === this.#digest) this.#published.set(user, itemsOf(items));
  }

  /** The user has new events. */
  touch(user: number): void {
    this.#dirty.add(user);
  }

  get waiting(): number {
    return this.#dirty.size;
  }

  /** Makes and writes the lists of all touched users. Returns how many were written. */
  async serve(): Promise<number> {
    this.#recommender.refresh();
    let written = 0;
    const users = [...this.#dirty];
    this.#dirty.clear();
    for (let at = 0; at < users.length; at += SLICE) {
      const changed = users.slice(at, at + SLICE).flatMap((user) => this.#changed(user));
      await this.#writer.write(changed.map(({ record }) => record));
      for (const { user, items } of changed) this.#published.set(user, items);
      written += changed.length;
    }
    return written;
  }

  #changed(number: number): { readonly user: string; readonly items: string; readonly record: OutgoingRecord }[] {
    const { model, progress } = this.#learner;
    const history = model.histories[number];
    if (history === undefined) return [];
    const user = model.users.name(number);
    const list = this.#recommender.recommend(history);
    const items = itemsOf(list);
    if (this.#published.get(user) === items) return [];
    const value: Recommendations = {
      user,
      items: list,
      model: this.#digest,
      asOf: { [this.#log]: progress.applied },
      time: new Date(history.time).toISOString(),
    };
    return [{ user, items, record: { key: Buffer.from(user), value: Buffer.from(JSON.stringify(value)) } }];
  }
}
