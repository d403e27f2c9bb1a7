import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Context } from '../base/context.ts';
import { RefusedError } from '../base/errors.ts';
import { identityOf } from '../base/process-identity.ts';

const patience = 180_000;

/** Takes the lock by a link, which is created with its content in one step, or not at all. */
function take(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

interface Holder {
  readonly content: string;
  readonly pid: number;
  readonly alive: boolean;
}

function holderOf(file: string): Holder | undefined {
  try {
    const content = readFileSync(file, 'utf8');
    const [pid = '', identity = ''] = content.trim().split(' ');
    return { content, pid: Number(pid), alive: identityOf(Number(pid)) === identity };
  } catch {
    return undefined;
  }
}

/** Whether a living process holds the lock. */
export const isLocked = (file: string): boolean => holderOf(file)?.alive === true;

/** Removes the lock of a dead holder, unless another process was quicker and holds it by now. */
function forget(file: string, dead: Holder): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== dead.content) linkSync(aside, file);
  } catch {
    // Somebody else removed it, or took it again: the next look at it tells.
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Runs `work` while no other process does so for the same file, whose folder must be there. Waits for a living holder
 * (up to three minutes, then RefusedError); a holder that died is forgotten.
 */
export async function withLock<T>(file: string, context: Context, work: () => Promise<T>): Promise<T> {
  const content = `${process.pid} ${identityOf(process.pid) ?? ''}\n`;
  const until = context.clock.now() + patience;
  let told = false;
  while (!take(file, content)) {
    const other = holderOf(file);
    if (other === undefined) continue;
    if (!other.alive) {
      forget(file, other);
      continue;
    }
    if (context.clock.now() > until) {
      throw new RefusedError(`Process ${other.pid} holds the lock`, { where: file, hint: 'Wait for it, or end it.' });
    }
    if (!told) context.messages.write(`Waiting for process ${other.pid}, which is at work here …\n`);
    told = true;
    await context.clock.sleep(200, context.signal);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
