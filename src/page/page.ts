import { randomBytes } from 'node:crypto';
import { assetRoutes } from './assets.ts';
import { Overviews } from './overview.ts';
import { readingRoutes } from './routes.ts';
import { PageServer } from './server.ts';
import type { Source } from './source.ts';
import { storedRoutes } from './stored-routes.ts';
import { topicRoutes } from './topic-routes.ts';
import { writeRoutes } from './write-routes.ts';

const HOST = '127.0.0.1';

export interface PageOptions {
  /** 0: a free one. */
  readonly port: number;
  readonly readOnly: boolean;
  /** Where its browser part lies. */
  readonly folder: string;
}

/** The page, open until it is closed. */
export interface Page {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page on this machine alone. @throws RefusedError when the port is taken */
export async function openPage(source: Source, { port, readOnly, folder }: PageOptions): Promise<Page> {
  const token = readOnly ? undefined : randomBytes(24).toString('base64url');
  const overviews = new Overviews(source);
  const routes = [
    ...readingRoutes(source, overviews),
    ...topicRoutes(source),
    ...storedRoutes(source, overviews),
    ...writeRoutes(source, () => overviews.expire()),
    ...assetRoutes(folder, token),
  ];
  const server = await PageServer.open({ port, host: HOST, token }, routes);
  return {
    url: `http://${HOST}:${server.port}/`,
    close: async () => {
      await server.close();
      await source.connection.close();
    },
  };
}
