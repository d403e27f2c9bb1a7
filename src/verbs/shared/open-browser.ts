import type { Context } from '../../base/context.ts';

const commands: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens `url` in the user's browser, and says so where there is none. */
export async function openBrowser(url: string, { messages }: Pick<Context, 'messages'>): Promise<void> {
  const [command, ...args] = commands[process.platform] ?? ['xdg-open'];
  const { execa } = await import('execa');
  const { failed } = await execa(command, [...args, url], { stdio: 'ignore', reject: false });
  if (failed) messages.write(`warning: no browser could be opened; go to ${url}\n`);
}
