import type { Route } from './answer.ts';
import { answerOf } from './answer-of.ts';
import type { Broadcast } from './broadcast.ts';
import { connectorPage } from './connector-page.ts';
import type { JobFigures } from './job-figures.ts';
import { jobPage } from './job-page.ts';
import type { Overviews } from './overview.ts';
import { Reading, Readings } from './reading.ts';
import { eventsOf } from './server-events.ts';
import type { Source } from './source.ts';
import { shownPlan } from './write-routes.ts';

/** Milliseconds for which a page of one thing is shared by those who look at it. */
const FRESH = 1_500;
/** Things of which pages are kept. */
const KEPT = 100;
/** Milliseconds that somebody waits for one, at most. */
const PATIENCE = 8_000;
/** Milliseconds that somebody waits for a comparison, at most. */
const COMPARING = 20_000;

/** Milliseconds for which an overview is shared by those who ask once. */
const SHARED = 2_000;

/** What the page reads: nothing here changes anything. */
export function readingRoutes(
  source: Source,
  overviews: Overviews,
  figures: JobFigures,
  live: Broadcast,
): readonly Route[] {
  const { context, connection } = source;
  const { clock } = context;
  const connectors = new Readings(KEPT, (name) => {
    const read = async () => {
      const { value } = await overviews.compared(0);
      const declared = value?.desired ?? (await source.declared().catch(() => undefined));
      const desired = declared?.connectors.find((one) => one.name === name);
      return connection.use((clients) => connectorPage(name, desired, clients, clock.now()));
    };
    return new Reading(clock, FRESH, read);
  });
  const jobs = new Readings(
    KEPT,
    (name) =>
      new Reading(clock, FRESH, () => connection.use((clients) => jobPage(name, clients, figures, clock.now()))),
  );
  const { signal } = context;
  return [
    {
      method: 'GET',
      path: /^\/api\/overview$/,
      answer: async () => ({
        status: 200,
        type: 'application/json',
        body: live.known(SHARED) ?? (await live.refresh()),
      }),
    },
    {
      method: 'GET',
      path: /^\/api\/events$/,
      answer: ({ gone }) => ({ type: 'text/event-stream', chunks: eventsOf(live.listen(gone), (text) => text) }),
    },
    {
      method: 'GET',
      path: /^\/api\/connectors\/([^/]+)$/,
      answer: async ({ parts: [name = ''] }) =>
        answerOf(await connectors.of(name).look(PATIENCE, signal), `There is no connector ${name}.`),
    },
    {
      method: 'GET',
      path: /^\/api\/jobs\/([^/]+)$/,
      answer: async ({ parts: [name = ''] }) =>
        answerOf(await jobs.of(name).look(PATIENCE, signal), `The cluster has no job ${name}.`),
    },
    {
      method: 'GET',
      path: /^\/api\/plan$/,
      answer: async () => {
        const { value, ...rest } = await overviews.compared(COMPARING);
        return answerOf({ ...rest, ...(value === undefined ? {} : { value: shownPlan(value) }) }, '');
      },
    },
  ];
}
