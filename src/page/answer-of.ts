import { type Answer, failed, json, problem } from './answer.ts';
import type { Looked } from './reading.ts';

/** What was read; why it could not be; or that it is not there, where the reading says so. */
export function answerOf<T>({ value, at, error, since }: Looked<T>, absent: string): Answer {
  if (error !== undefined) return failed(error);
  if (at === undefined) {
    const asked = since === undefined ? '' : `It was asked at ${new Date(since).toISOString()}. `;
    return problem(504, `${asked}The cluster has not answered yet.`, 'This page looks again by itself.');
  }
  return value === undefined ? problem(404, absent) : json(200, value);
}
