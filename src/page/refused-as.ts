import { RefusedError, UsageError } from '../base/errors.ts';
import { type Answer, json, problem } from './answer.ts';
import { problemOf } from './problem.ts';

/** What is refused, or asked wrongly, is told as such; other errors are the server's. */
export async function refusedAs(status: number, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusedError) return json(status, { error: problemOf(error) });
    if (error instanceof UsageError) return problem(404, error.message, error.hint);
    throw error;
  }
}
