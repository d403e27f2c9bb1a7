import { digestsOf } from '../model/digest.ts';
import type { Knowledge } from './knowledge.ts';
import { notReady } from './not-ready.ts';
import { json, type Route } from './server.ts';

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

/** `GET /state`: offsets, counts and digests at this moment. Computing them takes a while: it is for proofs and people. */
export function stateRoute(knowledge: Pick<Knowledge, 'learned'>): Route {
  return {
    method: 'GET',
    path: /^\/state$/,
    answer: () => {
      const { learned } = knowledge;
      if (learned === undefined) return notReady;
      const { model, applied: asOf } = learned;
      const { base, shards } = digestsOf(model);
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
    },
  };
}
