import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from '../base/context.ts';
import { RefusedError } from '../base/errors.ts';
import { digestFiles } from '../processes/fingerprint.ts';
import { buildFolder, checkout } from '../target/checkout.ts';
import type { Overview } from './wire/overview.ts';

export const sources = 'src/page/app';
/** Where `npm pack` and the image lay it. */
const packed = join(checkout, 'dist', 'page', 'app');
export const stamp = 'sources.digest';
/** What the server draws the first view with. */
export const firstViewFile = 'render.mjs';

/**
 * The folder of the page's browser part. A checkout builds it where its sources changed since (a second, from what `npm
 * ci` installed); an installed package holds it, and so does an image.
 */
export async function bundleFolder({ messages, clock }: Pick<Context, 'messages' | 'clock'>): Promise<string> {
  if (!existsSync(join(checkout, sources))) return packed;
  const own = join(buildFolder, 'target', 'page');
  const digest = sourcesDigest();
  const found = [packed, own].find((folder) => stampOf(folder) === digest);
  if (found !== undefined) return found;
  const begin = clock.now();
  messages.write('Building the page …\n');
  await build(own);
  messages.write(`Built in ${((clock.now() - begin) / 1000).toFixed(1)} s.\n`);
  return own;
}

/** What an address shows at first, as HTML. */
export type FirstView = (url: URL, said: Overview | undefined) => string;

/** The browser part's own components, as the server draws with them. */
export async function firstViewOf(folder: string): Promise<FirstView> {
  const built: { render: FirstView } = await import(pathToFileURL(join(folder, firstViewFile)).href);
  return built.render;
}

export const sourcesDigest = () => digestFiles(checkout, [`${sources}/**`, 'src/page/wire/*', 'package-lock.json']);

/** What a folder was built from; undefined where nothing was. */
function stampOf(folder: string): string | undefined {
  const file = join(folder, stamp);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * Builds in a process of its own: what Vite takes, 200 MB, would stay with the page's server.
 * @throws RefusedError with what Vite says, also where it is not installed
 */
async function build(folder: string): Promise<void> {
  const { execa } = await import('execa');
  const { failed, all } = await execa(process.execPath, [join(checkout, 'src', 'page', 'build.ts'), folder], {
    all: true,
    reject: false,
    env: { NODE_NO_WARNINGS: '1' },
  });
  if (!failed) return;
  throw new RefusedError(`The page could not be built: ${all.trim().split('\n').slice(0, 5).join('\n')}`, {
    where: checkout,
    hint: '`npm ci` installs what it is built with.',
  });
}
