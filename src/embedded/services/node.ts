import type { Launch } from '../../processes/processes.ts';
import { program } from '../../target/checkout.ts';

/** A command line that runs the program `script` (see `program`) under the Node that runs now. */
export const nodeCommand = (script: string, args: readonly string[]): Launch['command'] => [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  program(script),
  ...args,
];
