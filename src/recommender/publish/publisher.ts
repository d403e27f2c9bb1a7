import { setImmediate as otherWork } from 'node:timers/promises';
import type { Clock } from '../../base/context.ts';
import type { TopicWriter } from '../../clients/kafka/writer.ts';
import type { Holders } from '../group/holders.ts';
import type { ItemRows } from '../group/rows-format.ts';
import type { Learner } from '../model/learner.ts';
import type { LogLearning } from '../model/log-learning.ts';
import type { Backlog } from './backlog.ts';
import { ListMaker, type ListMakerOptions, type MadeList } from './list-maker.ts';
import type { OwnPartitions } from './own-partitions.ts';
import { WaitingLists } from './waiting-lists.ts';

/** Users whose rows are asked for at once. */
const SLICE = 200;
/** A round lasts this long at most: rows that others gave are used in one round only. */
const ROUND = 1_000;
/**
 * Lists are made so many ms at a time, so that counting, heartbeats and other instances' questions come in between; in
 * longer stretches while much is to be counted, since changes of counts are made the cheaper the more of them wait.
 */
const STRETCH = { prompt: 3, late: 20 };
/** Lists that are written at once. */
const BATCH = 100;
/** While the counts are far behind, making lists rests so many times as long as it works, so that counting goes on. */
const REST_SHARE = 9;

export interface PublisherOptions extends ListMakerOptions {
  readonly clock: Clock;
  readonly writer: TopicWriter;
  /** The partitions that it writes. */
  readonly own: OwnPartitions;
  /** Who gives the rows of items that are not held here. */
  readonly holders: Pick<Holders, 'fetch'>;
  readonly backlog: Backlog;
}

/** Makes and writes the lists of users who have new events, in this instance's partitions, when their items changed. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #learner: Learner;
  readonly #waiting: WaitingLists;
  readonly #maker: ListMaker;

  constructor(options: PublisherOptions, learning: Pick<LogLearning, 'learner' | 'changed'>) {
    this.#options = options;
    this.#learner = learning.learner;
    this.#waiting = new WaitingLists(options, learning);
    this.#maker = new ListMaker(options, learning.learner);
  }

  /** Lists that wait to be looked at. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** The lists of these partitions, and of no others, are this instance's to write. */
  own(partitions: ReadonlySet<number>): void {
    this.#waiting.own(partitions);
  }

  /**
   * Makes lists that wait and writes the changed ones, for at most `ROUND` ms. Those that need rows that nobody gives
   * go on waiting. Returns how many were looked at.
   */
  async serve(signal: AbortSignal): Promise<number> {
    const { clock } = this.#options;
    this.#maker.clear();
    const users = this.#waiting.users();
    let [looked, written] = [0, Promise.resolve()];
    let ready: MadeList[] = [];
    const until = clock.now() + ROUND;
    for (let at = 0; at < users.length && clock.now() < until && !signal.aborted; at += SLICE) {
      const slice = users.slice(at, at + SLICE);
      const missing = this.#maker.missing(slice);
      if (missing.length > 0) this.#maker.take(await this.#fetch(missing));
      for (let next = 0; next < slice.length; ) {
        const begin = clock.now();
        const { made, done } = this.#stretch(slice, next);
        const took = clock.now() - begin;
        next = done;
        looked += made.looked;
        ready.push(...made.lists);
        if (ready.length >= BATCH || next === slice.length) {
          await written;
          written = this.#write(ready);
          // Its failure is met at the next await.
          written.catch(() => {});
          ready = [];
        }
        await this.#rest(took);
      }
    }
    await written;
    return looked;
  }

  /** Takes away the lists of users who have no events. */
  async takeAway(users: readonly string[]): Promise<void> {
    await this.#write(users.map((user) => this.#maker.none(user)));
  }

  #fetch(items: readonly number[]): Promise<ReadonlyMap<number, ItemRows>> {
    const { model, progress } = this.#learner;
    return this.#options.holders.fetch(items, { model, applied: progress.applied });
  }

  /** Lets other work come in after lists were made for `took` ms. */
  async #rest(took: number): Promise<void> {
    const { backlog, clock } = this.#options;
    await (backlog.isLarge ? clock.sleep(REST_SHARE * took) : otherWork());
  }

  /** As many lists as one stretch of time allows, all as of the same moment. */
  #stretch(users: readonly number[], from: number) {
    const { clock, backlog } = this.#options;
    const until = clock.now() + (backlog.isLarge ? STRETCH.late : STRETCH.prompt);
    const lists: MadeList[] = [];
    let [done, looked] = [from, 0];
    this.#waiting.takeChanged();
    this.#maker.refresh();
    do {
      const user = users[done++];
      if (user === undefined || !this.#waiting.has(user) || !this.#maker.isReady(user)) continue;
      this.#waiting.delete(user);
      looked++;
      const made = this.#maker.changedList(user, this.#waiting.partitionOf(user));
      if (made !== undefined) lists.push(made);
    } while (done < users.length && clock.now() < until);
    return { made: { lists, looked }, done };
  }

  async #write(lists: readonly MadeList[]): Promise<void> {
    if (lists.length === 0) return;
    const { known, writer } = this.#options;
    for (const { user, items, asOf } of lists) {
      if (items === undefined) known.tookAway(user, asOf);
      else known.wrote(user, items, asOf);
    }
    await writer.write(lists.map(({ record }) => record));
  }
}
