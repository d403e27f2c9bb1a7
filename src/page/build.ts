import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { checkout } from '../target/checkout.ts';
import { sources, sourcesDigest, stamp } from './bundle.ts';

/** `build.ts [FOLDER]`: builds the browser part, for `npm run build` into the package. */
const [, , folder = join(checkout, 'dist', 'page', 'app')] = process.argv;
await build({
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
