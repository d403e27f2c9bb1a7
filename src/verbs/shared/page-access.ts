import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Context } from '../../base/context.ts';
import { RefusedError, UsageError } from '../../base/errors.ts';
import { systemError } from '../../base/system-error.ts';
import type { Access } from '../../page/access.ts';

interface Asked {
  readonly listen: string;
  readonly passwordFile?: string | undefined;
  readonly proxyHeader?: string | undefined;
  readonly publicUrl?: string | undefined;
}

const PASSWORD = 'PIPELINE_PAGE_PASSWORD';
/** Shorter ones can be guessed over a network. Characters. */
const LEAST = 12;

const loopback = /^(localhost|127(\.\d+){3}|::1)$/;

/**
 * Who may look at the page. The password comes from a file or the environment: arguments can be read by every user of
 * the machine. @throws RefusedError where others could reach it without one
 */
export function pageAccess(context: Pick<Context, 'environment' | 'directory'>, asked: Asked): Access {
  const { listen, proxyHeader, publicUrl } = asked;
  const password = passwordOf(context, asked.passwordFile);
  const hint = `Put one into the environment as ${PASSWORD}, or into a file, and name it with --password-file.`;
  if (password === undefined && !loopback.test(listen)) {
    throw new RefusedError('Others could look at the page without a password', { where: `--listen ${listen}`, hint });
  }
  if (password === undefined && proxyHeader !== undefined) {
    throw new RefusedError('Anybody could send this header: its value must be a password', {
      where: `--proxy-header ${proxyHeader}`,
      hint,
    });
  }
  if (proxyHeader !== undefined && !/^[\w-]+$/.test(proxyHeader)) {
    throw new UsageError(`${proxyHeader} is no name of a header`, { where: '--proxy-header' });
  }
  return {
    host: listen,
    ...(password === undefined ? {} : { password }),
    ...(proxyHeader === undefined ? {} : { header: proxyHeader }),
    ...(publicUrl === undefined ? {} : { publicUrl: address(publicUrl) }),
  };
}

function passwordOf({ environment, directory }: Pick<Context, 'environment' | 'directory'>, file: string | undefined) {
  const where = file === undefined ? PASSWORD : `--password-file ${file}`;
  const password = file === undefined ? environment[PASSWORD] || undefined : content(resolve(directory, file)).trim();
  if (password !== undefined && password.length < LEAST) {
    throw new RefusedError(`The password is too short: at least ${LEAST} characters`, { where });
  }
  return password;
}

function content(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw systemError(error) ?? error;
  }
}

function address(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/') return url;
  throw new UsageError(`${text} is no address of a page`, {
    where: '--public-url',
    hint: 'Such as https://pipeline.example.org, without a path.',
  });
}
