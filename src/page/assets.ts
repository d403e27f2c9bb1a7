import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Route } from './answer.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** Where the page's own files learn what a write must bring, and what is known already. */
const [TOKEN_PLACE, OVERVIEW_PLACE] = ['content="TOKEN"', '>"OVERVIEW"<'];

/**
 * The browser's part, from memory: files of `folder/assets`, whose names change with what they hold, and for every
 * other address the one document, which shows what the address says. `known`: the overview as JSON, which goes with the
 * document, so that the first thing that is drawn is no empty frame.
 */
export function assetRoutes(
  folder: string,
  token: string | undefined,
  known: () => string | undefined,
): readonly Route[] {
  const files = new Map(
    readdirSync(join(folder, 'assets')).map((name) => [name, readFileSync(join(folder, 'assets', name))]),
  );
  const document = readFileSync(join(folder, 'index.html'), 'utf8').replace(TOKEN_PLACE, `content="${token ?? ''}"`);
  return [
    {
      method: 'GET',
      path: /^\/assets\/([\w.-]+)$/,
      answer: ({ parts: [name = ''] }) => {
        const body = files.get(name);
        if (body === undefined) return { status: 404, type: 'text/plain', body: 'There is no such file.\n' };
        const type = types[extname(name)] ?? 'application/octet-stream';
        return { status: 200, type, body, headers: { 'cache-control': 'public, max-age=31536000, immutable' } };
      },
    },
    {
      method: 'GET',
      path: /^\/(?!api\/|assets\/)/,
      answer: () => ({
        status: 200,
        type: 'text/html',
        body: document.replace(OVERVIEW_PLACE, () => `>${inert(known())}<`),
      }),
    },
  ];
}

/** JSON that ends no element, whatever is in it. */
const inert = (json = ''): string => json.replaceAll('<', '\\u003c');
