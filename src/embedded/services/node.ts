import { join } from 'node:path';
import type { Launch } from '../../processes/processes.ts';
import { checkout } from '../../target/checkout.ts';

/** A command line that runs a TypeScript file of this checkout under the Node that runs now. */
export const nodeCommand = (script: string, args: readonly string[]): Launch['command'] => [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  join(checkout, 'src', script),
  ...args,
];
