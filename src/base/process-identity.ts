import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Stat {
  readonly state: string;
  readonly parent: number;
  /** Clock ticks between the system's start and the process's. */
  readonly started: string;
}

/** Some fields of /proc/PID/stat after the command's name, which may itself hold blanks and brackets. */
export function parseStat(text: string): Stat | undefined {
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .trim()
    .split(' ');
  const [state, parent, started] = [fields[0], fields[1], fields[19]];
  if (state === undefined || parent === undefined || started === undefined) return undefined;
  return { state, parent: Number(parent), started };
}

/** What the system says of a process now; undefined when it is gone. */
export function statOf(pid: number, proc = '/proc'): Stat | undefined {
  try {
    return parseStat(readFileSync(join(proc, String(pid), 'stat'), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The first thread of a killed process becomes a zombie before the others have ended: they keep its ports and files
 * open.
 */
function hasThreads(pid: number, proc: string): boolean {
  try {
    return readdirSync(join(proc, String(pid), 'task')).length > 1;
  } catch {
    return false;
  }
}

/**
 * What tells this process from a later one with the same number: its start time as the system counts it.
 * Undefined when there is no such process, or only a zombie of it, which holds neither ports nor files. `proc` is where
 * Linux tells of processes.
 */
export function identityOf(pid: number, proc = '/proc'): string | undefined {
  if (process.platform === 'linux') {
    const stat = statOf(pid, proc);
    if (stat === undefined || stat.state === 'X' || (stat.state === 'Z' && !hasThreads(pid, proc))) return undefined;
    return stat.started;
  }
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.slice(line.indexOf(' ')).trim();
  } catch {
    return undefined;
  }
}

/** Whether a process was killed or has ended, and some of its threads have not yet. */
export const isEnding = (pid: number): boolean => statOf(pid)?.state === 'Z' && hasThreads(pid, '/proc');

/** Resident memory of a process in bytes; undefined when it is gone. */
export function memoryOf(pid: number): number | undefined {
  try {
    if (process.platform === 'linux') {
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
    }
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()) * 1024;
  } catch {
    return undefined;
  }
}
