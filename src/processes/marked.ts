import { readdirSync, readFileSync } from 'node:fs';
import { identityOf, statOf } from '../base/process-identity.ts';

/** Environment variable that marks every process of an embedded cluster: `<home folder>#<name>`. */
export const MARKER = 'PIPELINE_PROCESS';

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
