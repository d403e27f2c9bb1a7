#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { launch, readsTypeScript, root } from './launch.mjs';

const [verb, ...words] = process.argv.slice(2);
if (verb !== '__complete') {
  // A checkout runs its TypeScript; an installed package holds what was compiled from it.
  const source = 'src/cli.ts';
  await launch(existsSync(join(root, source)) ? source : 'dist/cli.js', process.argv.slice(2));
} else if (readsTypeScript(process.versions.node)) {
  // The shell waits: here, without the start of another Node.
  process.argv.splice(2, 1);
  await import('./complete.mjs');
} else await launch('src/complete.mjs', words);
