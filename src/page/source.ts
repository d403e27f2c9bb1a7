import type { Context } from '../base/context.ts';
import type { Clients } from '../clients/clients.ts';
import type { DesiredState } from '../pipeline/compile/desired.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import type { Connection } from './connection.ts';

/** What the page is about, and what it asks as the verbs do. */
export interface Source {
  readonly context: Context;
  /** Name of the cluster. */
  readonly cluster: string;
  readonly connection: Connection;
  /** What the files declare; the cluster need not run. @throws LanguageError with all mistakes */
  declared(): Promise<DesiredState>;
  /** What `apply` would change, and what it was held against. */
  plan(clients: Clients, cluster: ClusterAddresses): Promise<Compared>;
}

export interface Compared {
  readonly desired: DesiredState;
  readonly plan: Plan;
}
