import { existsSync } from 'node:fs';
import { execa } from 'execa';
import type { Context } from '../../src/base/context.ts';

/** Debian's Chromium, or the browser of its kind that CHROMIUM names. */
export const browserPath = ({ CHROMIUM }: Context['environment']): string => CHROMIUM ?? '/usr/bin/chromium';

const hint =
  '`apt-get install chromium`, name another of its kind in CHROMIUM, or say PIPELINE_NO_BROWSER=1 to go without.\n';

/** Installs the browser where it is missing and this user may; otherwise false, and how to get it is said. */
export async function ensureBrowser({ environment, messages }: Context): Promise<boolean> {
  if (existsSync(browserPath(environment))) return true;
  if (environment.CHROMIUM === undefined && process.getuid?.() === 0) {
    messages.write('Installing Chromium, which the tests of the page look through …\n');
    const options = { stdin: 'ignore', stdout: 'ignore', stderr: 'inherit', reject: false } as const;
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await execa('apt-get', ['-qq', 'update'], options);
    await execa('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', 'chromium'], { ...options, env });
    if (existsSync(browserPath(environment))) return true;
  }
  messages.write(`There is no ${browserPath(environment)}: ${hint}`);
  return false;
}
