import { execa } from 'execa';
import type { Context } from '../../base/context.ts';

const commands: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens `url` in the user's browser, and says so where there is none. */
export function openBrowser(url: string, { messages }: Pick<Context, 'messages'>): void {
  const [command, ...args] = commands[process.platform] ?? ['xdg-open'];
  void execa(command, [...args, url], { stdio: 'ignore', reject: false }).then(({ failed }) => {
    if (failed) messages.write(`warning: no browser could be opened; go to ${url}\n`);
  });
}
