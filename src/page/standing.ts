import type { Looked } from './reading.ts';

/** Milliseconds after which a try that goes on is called late, and what was there before it old. */
const OLD = 10_000;

/**
 * How a reading stands at `now`. `reading`: a try goes on, as on a busy machine or for the first who looks after a
 * while, and what was there before it is old or nothing; that is no trouble until it is late.
 */
export function standingOf(
  { value, at = 0, error, since }: Looked<unknown>,
  now: number,
): 'answers' | 'reading' | 'late' | 'failed' {
  if (error !== undefined) return 'failed';
  if (value !== undefined && (since === undefined || now - at < OLD)) return 'answers';
  return now - (since ?? now) < OLD ? 'reading' : 'late';
}
