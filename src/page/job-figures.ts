import type { Clients } from '../clients/clients.ts';
import { readJobStatus } from '../jobs/registry/jobs.ts';
import { type History, perSecond } from './history.ts';
import type { LinePlot } from './wire/plot.ts';

/** A rate is that of so many milliseconds. */
const LATELY = 60_000;
/** Figures of hosts that are kept over time. */
const kept = ['lag', 'records', 'memory'] as const;

const seriesOf = (job: string, figure: (typeof kept)[number]) => `job ${job} ${figure}`;

/** What hosted jobs report, over time. */
export class JobFigures {
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  /** Adds what the hosts last reported. `now`: milliseconds since the epoch. */
  async sample(clients: Clients, now: number): Promise<void> {
    const statuses = await readJobStatus(await clients.records());
    const values = statuses.flatMap(({ name, metrics }) =>
      kept.flatMap((figure) => {
        const value = metrics[figure];
        return value === undefined ? [] : [[seriesOf(name, figure), value] as const];
      }),
    );
    this.#history.add(now, new Map(values));
  }

  /** Records per second that a job took lately; null while that is not known. */
  rate(job: string): number | null {
    const points = this.#history.of(seriesOf(job, 'records'));
    const last = points.at(-1);
    const first = last && points.find(([at]) => at >= last[0] - LATELY);
    if (last === undefined || first === undefined || last[0] === first[0] || last[1] < first[1]) return null;
    return (1000 * (last[1] - first[1])) / (last[0] - first[0]);
  }

  plots(job: string): readonly LinePlot[] {
    const points = (figure: (typeof kept)[number]) => this.#history.of(seriesOf(job, figure));
    const megabytes = points('memory').map(([at, bytes]) => [at, bytes / 2 ** 20] as const);
    return [
      { title: 'Rate', unit: 'records per second', lines: [{ name: 'records', points: perSecond(points('records')) }] },
      { title: 'Lag', unit: 'records behind', lines: [{ name: 'lag', points: points('lag') }] },
      { title: 'Memory', unit: 'MiB of its process', lines: [{ name: 'memory', points: megabytes }] },
    ];
  }
}
