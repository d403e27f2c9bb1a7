import type { Context, GlobalOptions } from '../base/context.ts';
import { InterruptedError, LanguageError, RefusedError, UsageError } from '../base/errors.ts';
import { type Clients, openClients } from '../clients/clients.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import { loadCluster } from '../target/load.ts';

interface Open {
  readonly clients: Clients;
  readonly cluster: ClusterAddresses;
}

/** What a cluster that answers may say no to. */
const isAnswer = (error: unknown): boolean =>
  error instanceof UsageError || error instanceof LanguageError || error instanceof RefusedError;

/**
 * The page's connection to the cluster, one for all viewers. After a failure the next use looks the cluster up anew: it
 * may have been started again elsewhere.
 */
export class Connection {
  readonly #context: Context;
  readonly #options: Pick<GlobalOptions, 'cluster' | 'insecure'>;
  #open: Promise<Open> | undefined;
  #ended = false;

  constructor(context: Context, options: Pick<GlobalOptions, 'cluster' | 'insecure'>) {
    this.#context = context;
    this.#options = options;
  }

  /** Runs `work` on the open connection. @throws InterruptedError once it has ended */
  async use<T>(work: (clients: Clients, cluster: ClusterAddresses) => Promise<T>): Promise<T> {
    // A look that is under way while the page ends would open another, which nobody closes.
    if (this.#ended) throw new InterruptedError('The page is closed');
    this.#open ??= this.#connect();
    const open = this.#open;
    let opened = false;
    try {
      const { clients, cluster } = await open;
      opened = true;
      return await work(clients, cluster);
    } catch (error) {
      if (!(opened && isAnswer(error)) && this.#open === open) await this.#close();
      throw error;
    }
  }

  /** Closes it for good. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#close();
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.then(({ clients }) => clients.close()).catch(() => undefined);
  }

  async #connect(): Promise<Open> {
    const { cluster: name, insecure } = this.#options;
    const cluster = await loadCluster(name, this.#context, insecure);
    return { clients: openClients(cluster, this.#context, insecure), cluster };
  }
}
