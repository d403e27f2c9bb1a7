import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../base/context.ts';
import { RefusedError } from '../base/errors.ts';
import { digestFiles } from '../processes/fingerprint.ts';
import { buildFolder, checkout } from '../target/checkout.ts';

const sources = 'src/page/app';
/** Where `npm pack` and the image lay it. */
const packed = join(checkout, 'dist', 'page', 'app');
const stamp = 'sources.digest';

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
  await buildBundle(own);
  messages.write(`Built in ${((clock.now() - begin) / 1000).toFixed(1)} s.\n`);
  return own;
}

const sourcesDigest = () => digestFiles(checkout, [`${sources}/**`, 'src/page/wire/*', 'package-lock.json']);

/** What a folder was built from; undefined where nothing was. */
function stampOf(folder: string): string | undefined {
  const file = join(folder, stamp);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Builds the browser part into `folder`. @throws RefusedError where Vite is not installed */
export async function buildBundle(folder: string): Promise<void> {
  const vite = await import('vite').catch((cause: unknown) => {
    throw new RefusedError('The page is not built, and Vite, which builds it, is not installed', {
      where: checkout,
      hint: '`npm ci` installs it.',
      cause,
    });
  });
  await vite.build({
    root: join(checkout, sources),
    configFile: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      // Small files would be put into others as data: addresses.
      assetsInlineLimit: 0,
    },
  });
  writeFileSync(join(folder, stamp), sourcesDigest());
}
