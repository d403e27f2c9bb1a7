import type { JobStatus } from './jobs.ts';

/**
 * Why a job failed, in one line, out of its last lines: its error with the hint after it, or the first line where it
 * told none. Undefined where it has left none.
 */
export function jobError({ trace }: Pick<JobStatus, 'trace'>): string | undefined {
  if (trace === undefined) return undefined;
  const lines = trace.split('\n');
  const told = lines.filter((line) => line.startsWith('error: ')).at(-1);
  if (told === undefined) return lines[0];
  const next = lines[lines.lastIndexOf(told) + 1] ?? '';
  const hint = next.startsWith('hint:') ? ` ${next.slice('hint:'.length).trim()}` : '';
  return `${told.slice('error: '.length)}.${hint}`;
}
