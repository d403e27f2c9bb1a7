import { LanguageError } from '../base/errors.ts';
import type { DesiredState } from '../pipeline/compile/desired.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import { connectorItems, jobItems } from '../pipeline/status/inventory.ts';
import { readStatus } from '../pipeline/status/read-status.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import type { ProofResult } from '../verify/proof-results.ts';
import { Awaited } from './awaited.ts';
import { type Deployed, itemsOf } from './items.ts';
import type { JobFigures } from './job-figures.ts';
import { problemOf } from './problem.ts';
import { provenOf } from './proven.ts';
import { type Looked, Reading } from './reading.ts';
import type { Compared, Source } from './source.ts';
import { standingOf } from './standing.ts';
import type { Overview, Pending } from './wire/overview.ts';
import type { Trouble } from './wire/problem.ts';

/** Milliseconds for which what was read is shared. */
const FRESH = { status: 1_500, declared: 5_000, plan: 10_000, results: 5_000 } as const;
/** Milliseconds after which somebody who waits is told so. */
const PATIENCE = 2_500;

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

/** Everything that is declared and deployed, read once for all viewers. A part that cannot be read is told in words. */
export class Overviews {
  readonly #source: Source;
  readonly #figures: Pick<JobFigures, 'rate'>;
  readonly #declared: Reading<DesiredState>;
  readonly #deployed: Reading<Deployed>;
  /** Where Connect does not answer, jobs still can be told about. */
  readonly #jobs: Reading<Deployed>;
  readonly #compared: Reading<Compared>;
  readonly #results: Reading<readonly ProofResult[]>;
  readonly #awaited = new Awaited();
  #addresses: ClusterAddresses | undefined;

  constructor(source: Source, figures: Pick<JobFigures, 'rate'>) {
    const { context, connection, cluster } = source;
    const { clock } = context;
    this.#source = source;
    this.#figures = figures;
    this.#declared = new Reading(clock, FRESH.declared, () => source.declared());
    this.#deployed = new Reading(clock, FRESH.status, () =>
      connection.use(async (clients, addresses) => {
        this.#addresses = addresses;
        const [connectors, jobs] = await Promise.all([
          this.#awaited.of('Kafka Connect has not listed its connectors', connectorItems(clients)),
          this.#awaited.of('Kafka has not told what jobs there are', jobItems(clients)),
        ]);
        const listed = [...connectors, ...jobs];
        const status = readStatus(listed, clients, cluster, clock.now());
        return { listed, status: await this.#awaited.of('states and lags have not all been read', status) };
      }),
    );
    this.#jobs = new Reading(clock, FRESH.status, () =>
      connection.use(async (clients) => {
        const listed = await jobItems(clients);
        return { listed, status: await readStatus(listed, clients, cluster, clock.now()) };
      }),
    );
    this.#results = new Reading(clock, FRESH.results, () =>
      connection.use((clients, addresses) => source.results(clients, addresses)),
    );
    this.#compared = new Reading(clock, FRESH.plan, () =>
      connection.use((clients, addresses) => source.plan(clients, addresses)),
    );
  }

  /** As it is now, as far as that is told within a few seconds. */
  async read(): Promise<Overview> {
    const { context, cluster } = this.#source;
    const { signal, clock } = context;
    const [declared, deployed] = await Promise.all([
      this.#declared.look(PATIENCE, signal),
      this.#deployed.look(PATIENCE, signal),
    ]);
    const standing = standingOf(deployed, clock.now());
    const answers = standing === 'answers';
    // What is declared is read from files: on a busy machine that takes a while, too.
    const unread = declared.value === undefined && declared.error === undefined ? declared : undefined;
    const awaited = standing === 'reading' ? deployed : unread;
    const jobs = answers ? undefined : await this.#jobs.look(PATIENCE, signal);
    // The plan takes longer, and is looked for while what there is is shown.
    await this.#results.look(answers ? PATIENCE : 0, signal);
    const compared = answers ? await this.#compared.look(0, signal) : this.#compared.last();
    const shown = answers || deployed.value !== undefined ? deployed.value : jobs?.value;
    const addresses = this.#addresses;
    const troubles = [
      ...(answers || standing === 'reading' ? [] : troubleOf('The cluster', deployed, this.#awaited.text)),
      ...(declared.error === undefined ? [] : [declarationTrouble(declared.error)]),
      // What cannot be read is compared with nothing: that is told once.
      ...(declared.error === undefined ? planTrouble(compared, answers) : []),
    ];
    return {
      time: iso(clock.now()),
      cluster,
      ...(addresses === undefined ? {} : { connect: addresses.connect.url, kafka: addresses.kafka.bootstrapServers }),
      ...(awaited === undefined ? {} : { reading: readingOf(awaited, clock.now()) }),
      troubles,
      items: itemsOf(declared.value, shown, deployed.value !== undefined).map((item) =>
        item.role === 'job' ? { ...item, rate: item.rate ?? this.#figures.rate(item.name) } : item,
      ),
      ...(answers && compared.value !== undefined && compared.at !== undefined && compared.error === undefined
        ? { pending: pendingOf(compared.value.plan, compared.at) }
        : {}),
      proofs: this.proofs(),
    };
  }

  /** What `apply` would change, and what is declared; waits for a comparison that goes on. */
  async compared(patience: number): Promise<Looked<Compared>> {
    return this.#compared.look(patience, this.#source.context.signal);
  }

  /** The last proofs that are known without waiting. */
  proofs(): Overview['proofs'] {
    const { value: deployed } = this.#deployed.last();
    return provenOf(deployed?.status, this.#results.last().value?.map(({ last }) => last) ?? []);
  }

  /** After a write, or a proof. */
  expire(): void {
    this.#results.expire();
    this.#deployed.expire();
    this.#compared.expire();
  }
}

const shownFrom = ({ value, at }: Looked<unknown>) =>
  value === undefined || at === undefined ? {} : { shownFrom: iso(at) };

const readingOf = (looked: Looked<unknown>, now: number): NonNullable<Overview['reading']> => ({
  since: iso(looked.since ?? now),
  ...shownFrom(looked),
});

function troubleOf(about: string, looked: Looked<unknown>, late: string): readonly Trouble[] {
  const { error, since } = looked;
  const from = shownFrom(looked);
  if (error !== undefined) {
    const { message, where, hint } = problemOf(error);
    const said = where === undefined ? message : `${where}: ${message}`;
    return [{ about, message: said, ...(hint === undefined ? {} : { hint }), ...from }];
  }
  if (since === undefined) return [];
  return [{ about, message: `${late} since ${iso(since)}`, ...from }];
}

/** Mistakes in the files, and a cluster that does not answer, are told already. */
function planTrouble({ error }: Looked<Compared>, answers: boolean): readonly Trouble[] {
  if (error === undefined || error instanceof LanguageError || !answers) return [];
  return troubleOf('The plan', { error }, '');
}

function declarationTrouble(error: unknown): Trouble {
  const { message, where, hint } = problemOf(error);
  const said = where === undefined ? message : `${where}: ${message}`;
  return { about: 'The pipelines', message: said, hint: hint ?? '`pipeline validate` shows the lines.' };
}

function pendingOf({ summary, drift, refusals, missingServices }: Plan, at: number): Pending {
  return { time: iso(at), ...summary, drift: drift.length, refusals: refusals.length + missingServices.length };
}
