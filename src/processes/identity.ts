import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Environment variable that marks every process of an embedded cluster: `<home folder>#<name>`. */
export const MARKER = 'PIPELINE_PROCESS';

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

function statOf(pid: number): Stat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * What tells this process from a later one with the same number: its start time as the system counts it.
 * Undefined when there is no such process, or only a zombie of it.
 */
export function identityOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = statOf(pid);
    return stat === undefined || stat.state === 'Z' || stat.state === 'X' ? undefined : stat.started;
  }
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.slice(line.indexOf(' ')).trim();
  } catch {
    return undefined;
  }
}

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

/**
 * Processes that carry the marker of this home, recorded or not: an `up` that was killed between starting a process and
 * writing it down leaves such ones. Only Linux shows environments; elsewhere the record alone is known.
 */
export function markedProcesses(folder: string): { readonly pid: number; readonly parent: number }[] {
  if (process.platform !== 'linux') return [];
  const mark = `\0${MARKER}=${folder}#`;
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry) || !environmentOf(entry).includes(mark)) return [];
    const pid = Number(entry);
    if (pid === process.pid) return [];
    const stat = statOf(pid);
    return stat === undefined || identityOf(pid) === undefined ? [] : [{ pid, parent: stat.parent }];
  });
}

function environmentOf(pid: string): string {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, 'utf8')}`;
  } catch {
    return '';
  }
}
