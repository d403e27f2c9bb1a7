import { closest, distance } from 'fastest-levenshtein';
import type { Admin } from 'kafkajs';
import { UsageError } from '../../base/errors.ts';

/** The error for a topic that is not there; names the most similar one when there is one worth naming. */
export function missingTopic(name: string, existing: readonly string[]): UsageError {
  const near = existing.length === 0 ? undefined : closest(name, [...existing]);
  const similar = near !== undefined && distance(name, near) <= Math.max(2, Math.floor(name.length / 3));
  const hint = similar ? `Did you mean ${near}?` : '`pipeline topics list` shows what there is.';
  return new UsageError(`There is no topic ${name}`, { hint });
}

/** Throws `missingTopic` for the first of `names` that does not exist. */
export async function requireTopics(admin: Admin, names: readonly string[]): Promise<void> {
  const existing = await admin.listTopics();
  const missing = names.find((name) => !existing.includes(name));
  if (missing !== undefined) throw missingTopic(missing, existing);
}
