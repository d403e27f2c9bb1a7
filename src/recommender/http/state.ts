import { setImmediate as otherWork } from 'node:timers/promises';
import { type Digests, digestItemByItem } from '../model/digest.ts';
import type { Model } from '../model/model.ts';
import type { Knowledge } from './knowledge.ts';
import { notReady } from './not-ready.ts';
import { type Answer, json, type Route } from './server.ts';

/** What an instance says of its counts; `digests` are of its base and, by shard, of the rows it keeps. */
export interface InstanceState {
  readonly asOf: number;
  readonly users: number;
  readonly items: number;
  readonly base: string;
  readonly shards: Readonly<Record<string, { readonly asOf: number; readonly digest: string }>>;
  /** Its process, and the resident bytes of it. */
  readonly pid: number;
  readonly memory: number;
}

const hex = (digest: bigint) => digest.toString(16).padStart(32, '0');

/** What the state is told from. */
export interface StateKnowledge extends Pick<Knowledge, 'learned'> {
  /** Does `work` while nothing is learned. */
  whilePaused<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * `GET /state`: offsets, counts and digests at this moment. Computing them takes a while: it is for proofs and people.
 */
export function stateRoute(knowledge: StateKnowledge): Route {
  return {
    method: 'GET',
    path: /^\/state$/,
    answer: () => knowledge.whilePaused(() => stateNow(knowledge)),
  };
}

async function stateNow({ learned }: StateKnowledge): Promise<Answer> {
  if (learned === undefined || !learned.model.shards.level(learned.applied)) return notReady;
  const { model, applied: asOf } = learned;
  const { base, shards } = await digests(model);
  const state: InstanceState = {
    asOf,
    users: model.users.size,
    items: model.items.size,
    base: hex(base),
    shards: Object.fromEntries(
      [...shards].map(([shard, digest]) => [shard, { asOf: model.shards.asOf(shard, asOf), digest: hex(digest) }]),
    ),
    pid: process.pid,
    memory: process.memoryUsage.rss(),
  };
  return json(200, state);
}

/** Without keeping heartbeats and lists waiting for long. */
async function digests(model: Model): Promise<Digests> {
  const digesting = digestItemByItem(model);
  for (;;) {
    const { done, value } = digesting.next();
    if (done === true) return value;
    await otherWork();
  }
}
