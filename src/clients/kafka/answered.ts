import { ServiceError } from '../../base/errors.ts';
import { printable } from '../../base/text/printable.ts';
import { kafkaError } from './errors.ts';

/**
 * What Kafka answered about `where`, or why it did not want to. Throws what is no answer: then nothing else would be
 * answered either.
 */
export async function answered<T>(
  where: string,
  asked: Promise<T>,
): Promise<{ readonly value: T } | { readonly why: string }> {
  try {
    return { value: await asked };
  } catch (thrown) {
    const error = kafkaError(thrown, where);
    if (error instanceof ServiceError) return { why: printable(error.message) };
    throw error;
  }
}
