import { RefusedError } from '../../base/errors.ts';
import { partitionOf } from '../../clients/kafka/partition-of.ts';
import { lastHeaders, type RawRecord } from '../../clients/kafka/records.ts';
import type { Recommended } from '../ranking/recommend.ts';
import { parseRecommendations, type Recommendations } from './published.ts';

/** What is known of a user's list in the topic. */
interface Known {
  /** Log offset that it is as of. */
  readonly asOf: number;
  /** Its items; undefined when it must be written again, whatever it says. */
  readonly items: string | undefined;
}

/** In place of items: the list was taken away. */
const GONE = '';
const OF_ANOTHER_LOG: Known = { asOf: -1, items: undefined };

function asOfLog({ asOf }: Recommendations, topic: string): number | undefined {
  const offset = asOf[topic];
  return typeof offset === 'number' ? offset : undefined;
}

export const itemsOf = (list: readonly Recommended[]): string => JSON.stringify(list.map(({ item }) => item));

export interface KnownListsOptions {
  /** Its recommendations topic and how many partitions it has. */
  readonly topic: string;
  readonly partitions: number;
  /** Names of the log: its topic, and Kafka's id of it. */
  readonly log: { readonly topic: string; readonly id: string };
  /** servingDigest: lists of another model are made anew. */
  readonly digest: string;
  /** This instance's id, by which it tells its own records. */
  readonly instance: string;
}

/** The last list of every user in the partitions that this instance writes, as the topic has it. */
export class KnownLists {
  readonly #options: KnownListsOptions;
  readonly #lists = new Map<string, Known>();
  /** How many lists this instance wrote. */
  written = 0;

  constructor(options: KnownListsOptions) {
    this.#options = options;
  }

  /** Whether a list must be looked at: none is there, or one from before the user's latest event, at `latest`. */
  isBehind(user: string, latest: number): boolean {
    const known = this.#lists.get(user);
    return known?.items === undefined || known.asOf <= latest;
  }

  /** Whether the topic has a list of the user. */
  has(user: string): boolean {
    const known = this.#lists.get(user);
    return known !== undefined && known.items !== GONE;
  }

  /** Who has a list in these partitions, also one of an earlier log. */
  users(partitions: ReadonlySet<number>): string[] {
    const within = (user: string) => partitions.has(partitionOf(Buffer.from(user), this.#options.partitions));
    return [...this.#lists.keys()].filter((user) => this.has(user) && within(user));
  }

  /** Whether a list with these items would change what is in the topic. */
  differs(user: string, items: string): boolean {
    return this.#lists.get(user)?.items !== items;
  }

  /** This instance writes it. */
  wrote(user: string, items: string, asOf: number): void {
    this.written++;
    this.#lists.set(user, { items, asOf });
  }

  /** This instance takes the user's list away; one from before, which another may still write, must go too. */
  tookAway(user: string, asOf: number): void {
    this.#lists.set(user, { items: GONE, asOf });
  }

  /** Forgets a partition that another instance writes now. */
  leave(partition: number): void {
    const { partitions } = this.#options;
    for (const user of this.#lists.keys()) {
      if (partitionOf(Buffer.from(user), partitions) === partition) this.#lists.delete(user);
    }
  }

  /**
   * Takes a record of the topic. Returns the user when the record is another instance's and older than what this one
   * wrote: one that has lost its place without knowing it yet, and its list must be overwritten. Throws RefusedError
   * when the record shows that the topic had another number of partitions.
   */
  read(partition: number, record: RawRecord): string | undefined {
    const { partitions, topic, log, digest, instance } = this.#options;
    if (lastHeaders(record.headers()).get('instance')?.toString() === instance) return undefined;
    const user = record.key?.toString('utf8') ?? '';
    const list = parseRecommendations(record.value);
    if (list !== undefined && partitionOf(Buffer.from(user), partitions) !== partition) {
      throw new RefusedError(`The list of ${user} is in partition ${partition}, where it does not belong`, {
        where: topic,
        hint: `The number of partitions was changed, and old lists would stay for ever. Stop it, delete the topic and apply again: all lists are made anew.`,
      });
    }
    const asOf = list?.log === log.id ? asOfLog(list, log.topic) : undefined;
    const known = this.#lists.get(user);
    if (record.value === null && known?.items === GONE) return undefined;
    if (list === undefined) this.#lists.delete(user);
    else if (asOf === undefined) this.#lists.set(user, OF_ANOTHER_LOG);
    if (list === undefined || asOf === undefined) return known === undefined ? undefined : user;
    const older = known !== undefined && asOf < known.asOf;
    const items = older || list.model !== digest ? undefined : itemsOf(list.items);
    this.#lists.set(user, { asOf: older ? known.asOf : asOf, items });
    return older ? user : undefined;
  }
}
