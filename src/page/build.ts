import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { checkout } from '../target/checkout.ts';
import { firstViewFile, sources, sourcesDigest, stamp } from './bundle.ts';

/** `build.ts [FOLDER]`: builds the browser part, for `npm run build` into the package. */
const [, , folder = join(checkout, 'dist', 'page', 'app')] = process.argv;
// Tests set another, also for the package they make: what is built would be a quarter larger.
process.env.NODE_ENV = 'production';
const given: InlineConfig = {
  root: join(checkout, sources),
  configFile: false,
  logLevel: 'error',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
};
await build({
  ...given,
  build: {
    outDir: folder,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Small files would be put into others as data: addresses.
    assetsInlineLimit: 0,
  },
});
// The same for the page's server, which draws the first view: one file that needs no package.
await build({
  ...given,
  ssr: { noExternal: true },
  build: {
    ssr: 'render.tsx',
    outDir: folder,
    emptyOutDir: false,
    rolldownOptions: { output: { entryFileNames: firstViewFile, codeSplitting: false } },
  },
});
writeFileSync(join(folder, stamp), sourcesDigest());
