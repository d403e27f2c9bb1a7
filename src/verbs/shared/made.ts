import { ALERTS } from '../../alerts/names.ts';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { recommender } from '../../components/recommender/recommender.ts';
import { STATISTICS } from '../../statistics/spec.ts';
import alerts from '../alerts/alerts.ts';
import list from '../recommender/list.ts';
import count from '../statistics.ts';

/** What a hosted job of one kind makes, for people to look at. */
interface Made {
  readonly title: string;
  /** Prints a little of it. */
  show(context: Context, job: string, options: GlobalOptions): Promise<unknown>;
}

/** By the kinds of hosted jobs that have something to show. */
export const made: ReadonlyMap<string, Made> = new Map([
  [
    recommender.name,
    { title: 'Recommendations', show: (context, job, options) => list.run(context, [job], { ...options, max: 3 }) },
  ],
  [
    ALERTS,
    {
      title: 'Latest alerts',
      show: (context, job, options) =>
        alerts.run(context, [job], { ...options, follow: false, rule: [], max: 3, all: false }),
    },
  ],
  [
    STATISTICS,
    {
      title: 'Numbers, counted a second time,',
      show: (context, job, options) => count.run(context, [job], { ...options, fromBeginning: true, file: [] }),
    },
  ],
]);
