import { readFileSync } from 'node:fs';
import { identityOf } from '../src/base/process-identity.ts';

/** Clock ticks a second in /proc: the same on all Linux machines that Node runs on. */
export const TICKS = 100;

/** When a process of this machine started, milliseconds since the epoch; NaN when there is no such process. */
export function startOf(pid: number): number {
  const [uptime = ''] = readFileSync('/proc/uptime', 'utf8').split(' ');
  return Date.now() - (Number(uptime) - Number(identityOf(pid)) / TICKS) * 1_000;
}
