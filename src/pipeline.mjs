#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { launch, root } from './launch.mjs';

// A checkout runs its TypeScript; an installed package holds what was compiled from it.
const source = 'src/cli.ts';
await launch(existsSync(join(root, source)) ? source : 'dist/cli.js', process.argv.slice(2));
