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
 * ci` installed); an installed package holds it.
 */
export async function bundleFolder({ messages, clock }: Pick<Context, 'messages' | 'clock'>): Promise<string> {
  if (!existsSync(join(checkout, sources))) return packed;
  const folder = join(buildFolder, 'target', 'page');
  const digest = digestFiles(checkout, [`${sources}/**`, 'src/page/wire.ts', 'package-lock.json']);
  const built = join(folder, stamp);
  if (existsSync(built) && readFileSync(built, 'utf8') === digest) return folder;
  const begin = clock.now();
  messages.write('Building the page …\n');
  await buildBundle(folder);
  writeFileSync(built, digest);
  messages.write(`Built in ${((clock.now() - begin) / 1000).toFixed(1)} s.\n`);
  return folder;
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
}
