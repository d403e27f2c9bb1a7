import { RefusedError } from '../base/errors.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { readJobs } from '../jobs/registry/jobs.ts';
import { deployedStates } from '../statistics/deployed.ts';
import { STATISTICS, type StatisticsSpec, statisticsSpec } from '../statistics/spec.ts';
import { type TableJson, tableJson } from '../statistics/totals.ts';
import { stateTopicOf } from '../streams/names.ts';
import { StateTail } from '../streams/state-tail.ts';
import type { Route } from './answer.ts';
import { answerOf } from './answer-of.ts';
import type { History } from './history.ts';
import { problemOf } from './problem.ts';
import { Reading } from './reading.ts';
import type { Source } from './source.ts';
import { sampled, statisticsTable } from './statistics-page.ts';
import type { StatisticsJob } from './wire/statistics.ts';

const FRESH = 1_500;
const PATIENCE = 8_000;

interface Counted {
  readonly name: string;
  readonly pipeline: string;
  readonly tables: readonly TableJson[];
  /** Why there are none. */
  readonly problem?: string;
}

/** What the deployed jobs of statistics have counted, and a sampler that keeps it over time. */
export class StatisticsPages {
  readonly routes: readonly Route[];
  readonly #tails = new Map<string, StateTail>();
  readonly #reading: Reading<readonly Counted[]>;
  readonly #history: History;
  readonly #source: Source;

  constructor(source: Source, history: History) {
    const { connection, context } = source;
    this.#source = source;
    this.#history = history;
    this.#reading = new Reading(context.clock, FRESH, () =>
      connection.use(async (clients) => this.#read(await clients.records())),
    );
    this.routes = [
      {
        method: 'GET',
        path: /^\/api\/statistics$/,
        answer: async () => {
          const { value, ...rest } = await this.#reading.look(PATIENCE, context.signal);
          const shown = value === undefined ? {} : { value: this.#shown(value, rest.at ?? 0) };
          return answerOf({ ...rest, ...shown }, 'There are no statistics.');
        },
      },
    ];
  }

  /** Adds what is counted now to what is kept of the last hour. */
  async sample(): Promise<void> {
    const { value, at, error } = await this.#reading.look(PATIENCE, this.#source.context.signal);
    if (value === undefined || at === undefined || error !== undefined) return;
    const values = value.flatMap(({ name, tables }) => tables.flatMap((table) => sampled(name, table)));
    this.#history.add(at, new Map(values));
  }

  #shown(jobs: readonly Counted[], at: number): readonly StatisticsJob[] {
    return jobs.map(({ name, pipeline, tables, problem }) => ({
      name,
      pipeline,
      ...(problem === undefined ? {} : { problem }),
      time: new Date(at).toISOString(),
      tables: tables.map((table) => statisticsTable(name, table, this.#history)),
    }));
  }

  async #read(kafka: RawKafka): Promise<readonly Counted[]> {
    const jobs = (await readJobs(kafka)).filter(({ kind }) => kind === STATISTICS);
    for (const name of this.#tails.keys()) if (!jobs.some((job) => job.name === name)) this.#tails.delete(name);
    return Promise.all(
      jobs.map(async ({ name, pipeline, spec }) => {
        try {
          return { name, pipeline, tables: await this.#count(name, statisticsSpec(name, spec), kafka) };
        } catch (error) {
          // One that a later version declared must not hide the others.
          if (error instanceof RefusedError) return { name, pipeline, tables: [], problem: problemOf(error).message };
          throw error;
        }
      }),
    );
  }

  async #count(job: string, spec: StatisticsSpec, kafka: RawKafka): Promise<readonly TableJson[]> {
    const states = await deployedStates(kafka, job, spec, { states: await this.#tail(job).states(kafka) });
    return Object.entries(spec.tables).map(([table, declared]) => {
      const own = states.flatMap(({ tables: counted }) => counted.get(table) ?? []);
      return tableJson(table, declared, spec.events, own);
    });
  }

  #tail(job: string): StateTail {
    const tail = this.#tails.get(job) ?? new StateTail(stateTopicOf(job));
    this.#tails.set(job, tail);
    return tail;
  }
}
