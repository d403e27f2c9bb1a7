import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { acceptanceRoutes } from './acceptance-routes.ts';
import type { Access } from './access.ts';
import { alertsRoutes } from './alerts-routes.ts';
import { assetRoutes } from './assets.ts';
import { Broadcast } from './broadcast.ts';
import { firstViewOf } from './bundle.ts';
import { ConsumerGroups } from './consumer-groups.ts';
import { deadLetterRoutes } from './dead-letter-routes.ts';
import { History, keepSampling } from './history.ts';
import { JobFigures } from './job-figures.ts';
import { Overviews } from './overview.ts';
import { recommenderRoutes } from './recommender-routes.ts';
import { readingRoutes } from './routes.ts';
import { PageServer } from './server.ts';
import type { Source } from './source.ts';
import { StatisticsPages } from './statistics-routes.ts';
import { storedRoutes } from './stored-routes.ts';
import { topicRoutes } from './topic-routes.ts';
import { writeRoutes } from './write-routes.ts';

/** Milliseconds: so old may be what somebody is shown at first, before they are told what is now. */
const FIRST = 20_000;
/** Milliseconds between two looks at the cluster while somebody watches. */
const INTERVAL = 2_000;

export interface PageOptions {
  readonly access: Access;
  /** 0: a free one. */
  readonly port: number;
  readonly readOnly: boolean;
  /** Where its browser part lies. */
  readonly folder: string;
}

/** The page, open until it is closed. */
export interface Page {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the page. @throws RefusedError when the port is taken */
export async function openPage(source: Source, { access, port, readOnly, folder }: PageOptions): Promise<Page> {
  const token = readOnly ? undefined : randomBytes(24).toString('base64url');
  const history = new History();
  const figures = new JobFigures(history);
  const overviews = new Overviews(source, figures);
  const live = new Broadcast(source.context.clock, INTERVAL, async () => JSON.stringify(await overviews.read()));
  const groups = new ConsumerGroups(history);
  const statistics = new StatisticsPages(source, history);
  const routes = [
    ...readingRoutes(source, overviews, figures, live),
    ...topicRoutes(source, groups),
    ...statistics.routes,
    ...alertsRoutes(source),
    ...recommenderRoutes(source),
    ...acceptanceRoutes(source),
    ...storedRoutes(source, overviews),
    ...deadLetterRoutes(source, overviews),
    ...writeRoutes(source, () => {
      overviews.expire();
      live.forget();
    }),
    ...assetRoutes(folder, token, () => live.known(FIRST), await firstViewOf(folder)),
  ];
  const server = await PageServer.open({ ...access, port, token }, routes);
  const closing = new AbortController();
  const { connection, context } = source;
  const { clock, signal } = context;
  const sampling = keepSampling(clock, AbortSignal.any([signal, closing.signal]), [
    // Who comes is shown something at once.
    async () => live.listeners > 0 || live.refresh(),
    () => connection.use((clients) => figures.sample(clients, clock.now())),
    () => connection.use((clients) => groups.sample(clients, clock.now())),
    () => statistics.sample(),
  ]);
  return {
    url: access.publicUrl?.href ?? `http://${shownHost(access.host)}:${server.port}/`,
    port: server.port,
    close: async () => {
      closing.abort();
      await server.close();
      await connection.end();
      await sampling;
    },
  };
}

/** A host as it stands in an address; one that stands for all is reached as this machine. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return isIP(host) === 6 ? `[${host}]` : host;
}
