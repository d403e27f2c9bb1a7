import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Route } from './answer.ts';
import type { FirstView } from './bundle.ts';
import { documentHeaders } from './guard.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** Where the document says what a write must bring; where what is known stands, drawn and as it is. */
const TOKEN_PLACE = 'content="TOKEN"';
const KNOWN_PLACES = /FIRST VIEW|"OVERVIEW"/;
/** What would be asked for before anything is painted. */
const STYLE_LINK = /<link rel="stylesheet"[^>]* href="\/assets\/([\w.-]+)">/;

/**
 * The browser's part, from memory: files of `folder/assets`, whose names change with what they hold, and for every
 * other address the one document, which shows what the address says. `known`: the overview as JSON. It goes with the
 * document as HTML, which is painted before a script has run, and as it is, for the script that then takes over.
 */
export function assetRoutes(
  folder: string,
  token: string | undefined,
  known: () => string | undefined,
  firstView: FirstView,
): readonly Route[] {
  const files = new Map(
    readdirSync(join(folder, 'assets')).map((name) => [name, readFileSync(join(folder, 'assets', name))]),
  );
  const document = readFileSync(join(folder, 'index.html'), 'utf8');
  const style = String(files.get(STYLE_LINK.exec(document)?.[1] ?? '') ?? '');
  const [head = '', between = '', end = ''] = document
    .replace(TOKEN_PLACE, `content="${token ?? ''}"`)
    .replace(STYLE_LINK, () => `<style>${style}</style>`)
    .split(KNOWN_PLACES);
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
      answer: ({ url }) => {
        const said = known();
        const view = firstView(url, said === undefined ? undefined : JSON.parse(said));
        const body = head + view + between + inert(said) + end;
        return { status: 200, type: 'text/html', body, headers: documentHeaders(style) };
      },
    },
  ];
}

/** JSON that ends no element, whatever is in it. */
const inert = (json = ''): string => json.replaceAll('<', '\\u003c');
