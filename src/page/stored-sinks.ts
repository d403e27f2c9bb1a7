import { UsageError } from '../base/errors.ts';
import { kindOf } from '../components/kinds.ts';
import type { ProofResult } from '../verify/proof-results.ts';
import type { StoredTable } from '../verify/provable.ts';
import { newestTableRows } from './newest-rows.ts';
import { type Looked, Reading, Readings } from './reading.ts';
import type { Source } from './source.ts';
import { type Chains, placeOf, readChains } from './stored-page.ts';

/** Milliseconds for which what was read is shared; chains are long. */
const FRESH = 5_000;
/** Sinks of which the lists of files are kept. */
const KEPT = 10;
const PATIENCE = 8_000;

/** What is known of what one sink stored. */
export interface Stored {
  readonly place: string | undefined;
  readonly chains: Chains | undefined;
  readonly tables: readonly StoredTable[] | undefined;
  readonly result: ProofResult | undefined;
}

/** Looks at what sinks stored, for all viewers at once. */
export class StoredSinks {
  readonly #source: Source;
  readonly #readings: Readings<Stored>;

  constructor(source: Source) {
    this.#source = source;
    this.#readings = new Readings(KEPT, (name) => new Reading(source.context.clock, FRESH, () => this.#read(name)));
  }

  look(name: string): Promise<Looked<Stored>> {
    return this.#readings.of(name).look(PATIENCE, this.#source.context.signal);
  }

  /** Looks anew at the next question. */
  expire(name: string): void {
    this.#readings.of(name).expire();
  }

  /** @throws UsageError of a sink that lists no files */
  async chains(name: string): Promise<Chains> {
    const { value, error } = await this.look(name);
    if (error !== undefined) throw error;
    if (value?.chains !== undefined) return value.chains;
    throw new UsageError(`${name} keeps no list of committed files`);
  }

  /** The newest rows of a table; undefined where the sink has none of that name. */
  tableRows(name: string, table: string): Promise<readonly string[] | undefined> {
    return this.#source.connection.use(async (clients, cluster) => {
      const { tables } = await this.#source.provable(name, clients, cluster);
      return tables === undefined ? undefined : newestTableRows(tables, table);
    });
  }

  #read(name: string): Promise<Stored> {
    return this.#source.connection.use(async (clients, cluster) => {
      const [sink, results, live] = await Promise.all([
        this.#source.provable(name, clients, cluster),
        this.#source.results(clients, cluster),
        clients.connect.connector(name),
      ]);
      const chains = sink.chain === undefined ? undefined : await readChains(sink.chain);
      const remains = live === undefined ? undefined : kindOf(live.config)?.remains?.of(live);
      const place = sink.chain === undefined ? remains?.path : placeOf(sink.chain);
      const tables = await sink.tables?.list();
      return { place, chains, tables, result: results.find(({ last }) => last.sink === name) };
    });
  }
}
