import type { RecommenderFinding } from './proof.ts';
import type { NaiveLists } from './prove-lists.ts';
import type { ReadLog } from './read-log.ts';
import type { PublishedList, PublishedLists } from './read-published.ts';

/** Log offsets after a user's latest event at which the unchanged list may have been made. */
const LOOKED_AT = 300;

const ids = (items: readonly { readonly item: string }[]) => JSON.stringify(items.map(({ item }) => item));

/**
 * Every user with events before log offset `end` has a list that takes them into account, and nobody else has one. A list
 * is written only when its items change, so an older one is right where the items were the same after the latest event.
 */
export function* proveFreshness(
  log: ReadLog,
  published: PublishedLists,
  naive: NaiveLists,
  model: string,
  end: number,
): Generator<RecommenderFinding> {
  for (const user of log.timeline.users) {
    const latest = log.timeline.latest(user, end);
    const found = published.get(user);
    const at = { failure: true, user, ...(latest !== undefined && { asOf: latest }) };
    if (latest === undefined) continue;
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

function stillRight({ user, items }: PublishedList, latest: number, log: ReadLog, naive: NaiveLists): boolean {
  const { changes } = log.timeline;
  const offsets = new Set<number>();
  for (let index = firstAfter(changes, latest); offsets.size < LOOKED_AT; index++) {
    const change = changes[index];
    offsets.add(change === undefined ? log.to : change.at);
    if (change === undefined) break;
  }
  return [...offsets].some((offset) => ids(naive.list(user, { log: offset, shards: {} })) === ids(items));
}

/** Index of the first change that stands after log offset `at`. */
function firstAfter(changes: readonly { readonly at: number }[], at: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
