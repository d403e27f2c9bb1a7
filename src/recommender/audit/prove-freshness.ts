import type { RecommenderFinding } from './proof.ts';
import type { AsOf, NaiveLists } from './prove-lists.ts';
import type { ReadLog } from './read-log.ts';
import type { PublishedList, PublishedLists } from './read-published.ts';

/** Log offsets after a user's latest event at which the unchanged list may have been made. */
const LOOKED_AT = 300;
/** So many of them are looked at with rows of other offsets, each with those of so many changes around it. */
const MIXED = 25;
const NEARBY = 6;
const FEW = 5;

const ids = (items: readonly { readonly item: string }[]) => JSON.stringify(items.map(({ item }) => item));

/**
 * Every user with events before log offset `end` has a list that takes them into account, and nobody else has one. A
 * list is written only when its items change, so an older one is right where the items were the same after the latest
 * event.
 */
export function* proveFreshness(
  log: ReadLog,
  published: PublishedLists,
  naive: NaiveLists,
  model: string,
  end: number,
): Generator<RecommenderFinding> {
  const users = log.timeline.users.flatMap((user) => {
    const latest = log.timeline.latest(user, end);
    return latest === undefined ? [] : [{ user, latest }];
  });
  // In the order in which naive lists are cheap.
  for (const { user, latest } of users.sort((one, other) => one.latest - other.latest)) {
    const found = published.get(user);
    const at = { failure: true, user, asOf: latest };
    if (found === undefined) yield { kind: 'missing-list', message: 'the user has events and no list', ...at };
    else if (found.model !== model) {
      yield { kind: 'stale-list', message: 'the list was made under another declaration', ...at };
    } else if (found.asOf.log <= latest && !stillRight(found, latest, log, naive)) {
      const message = `the list is as of log offset ${found.asOf.log}, the latest event stands at ${latest} and changes it`;
      yield { kind: 'stale-list', message, ...at };
    }
  }
  for (const user of published.keys()) {
    if (log.timeline.latest(user, log.to) !== undefined) continue;
    yield { kind: 'extra-list', failure: true, message: 'the user has a list and no events', user };
  }
}

/** Whether the list has the items that follow from the log somewhere after the user's latest event. */
function stillRight({ user, items }: PublishedList, latest: number, log: ReadLog, naive: NaiveLists): boolean {
  const written = ids(items);
  const same = (asOf: AsOf) => ids(naive.list(user, asOf)) === written;
  const places = changesAround(log, latest);
  const offsets = places.after.slice(0, LOOKED_AT);
  if (offsets.some((offset) => same({ log: offset, shards: {} }))) return true;
  // Where other instances gave rows, these were as of offsets nearby.
  return offsets.slice(0, MIXED).some((offset, place) => {
    const nearby = [...places.before, ...offsets.slice(0, place + NEARBY)].slice(-2 * NEARBY);
    const parts = choices(naive.shards(user, offset));
    return nearby.some((other) =>
      parts.some((shards) => same({ log: offset, shards: Object.fromEntries(shards.map((shard) => [shard, other])) })),
    );
  });
}

/** Choices of at least one: each alone, every two, all; of a few, all there are. */
function choices<T>(all: readonly T[]): T[][] {
  const found: T[][] = [[]];
  for (const one of all) {
    for (const some of [...found]) if (all.length <= FEW || some.length < 2) found.push([...some, one]);
  }
  return [...found.slice(1), [...all]];
}

/** Next offsets of the log at which something had changed: the last ones up to offset `at`, and those after it. */
function changesAround({ timeline, to }: ReadLog, at: number): { readonly before: number[]; readonly after: number[] } {
  const { changes } = timeline;
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const ends = (from: number, until: number) => [...new Set(changes.slice(from, until).map((change) => change.at + 1))];
  const after = ends(low, low + LOOKED_AT * 500);
  return { before: ends(Math.max(0, low - 5_000), low).slice(-NEARBY), after: [at + 1, ...after, to] };
}
