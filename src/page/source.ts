import type { Context } from '../base/context.ts';
import type { Clients } from '../clients/clients.ts';
import type { DesiredState } from '../pipeline/compile/desired.ts';
import type { DeskSink, Wanted } from '../pipeline/dead-letters/list.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import type { Item } from '../pipeline/status/inventory.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import type { ProofResult } from '../verify/proof-results.ts';
import type { ProvableSink } from '../verify/provable.ts';
import type { Connection } from './connection.ts';
import type { Verb } from './wire/intent.ts';
import type { EvaluationPage } from './wire/recommender.ts';
import type { Progress } from './wire/work.ts';

/** What the page is about, and what it asks as the verbs do. */
export interface Source {
  readonly context: Context;
  /** Name of the cluster. */
  readonly cluster: string;
  readonly connection: Connection;
  /** The folder of an acceptance report; undefined: the last one that was kept. */
  readonly report: string | undefined;
  /** What the files declare; the cluster need not run. @throws LanguageError with all mistakes */
  declared(): Promise<DesiredState>;
  /** How well a recommender ranks what came next. Takes long. @throws ServiceError when it fails */
  evaluate(name: string): Promise<EvaluationPage['evaluation']>;
  /** What `apply` would change, and what it was held against. */
  plan(clients: Clients, cluster: ClusterAddresses): Promise<Compared>;
  /** @throws RefusedError where the verb would refuse, before anything is changed */
  check(verb: Verb, item: Item, clients: Clients): Promise<void>;
  /** Does what the verb does, without waiting for what comes of it. */
  operate(verb: Verb, item: Item, clients: Clients, cluster: ClusterAddresses): Promise<void>;
  /** A sink, or a job whose output can be proven, as `verify` asks about it. @throws UsageError when there is none */
  provable(name: string, clients: Clients, cluster: ClusterAddresses): Promise<ProvableSink>;
  /** A sink, as its dead letters are looked at. @throws UsageError when there is none, or it has no such topic */
  desk(name: string, clients: Clients, cluster: ClusterAddresses): Promise<DeskSink>;
  /** Has a sink try dead letters again, as `deadletters retry` does; returns what came of it, in sentences. */
  retry(name: string, wanted: Wanted, tell: (words: string) => void): Promise<string>;
  /** What `verify` last found here of each. */
  results(clients: Clients, cluster: ClusterAddresses): Promise<readonly ProofResult[]>;
  /** Proves one as `verify` does, and keeps what it found; returns that in a sentence. */
  prove(name: string, deep: boolean, tell: (progress: Progress) => void): Promise<string>;
  /**
   * Makes the cluster as declared and waits until everything runs; returns what was done, in a sentence. `approve` is
   * asked before the first write and throws to stop; `tell` is told each step.
   */
  apply(approve: (plan: Plan) => void, tell: (words: string) => void): Promise<string>;
}

export interface Compared {
  readonly desired: DesiredState;
  readonly plan: Plan;
}
