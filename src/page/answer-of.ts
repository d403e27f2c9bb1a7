import { type Answer, failed, json, problem } from './answer.ts';
import type { Looked } from './reading.ts';

/** What was read; why it could not be; or that it is not there, where the reading says so. */
export function answerOf<T>({ value, at, error }: Looked<T>, absent: string): Answer {
  if (error !== undefined) return failed(error);
  if (at === undefined) {
    return problem(504, 'The cluster has not answered yet.', 'This page looks again by itself.');
  }
  return value === undefined ? problem(404, absent) : json(200, value);
}
