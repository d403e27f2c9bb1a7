import { ownedNames } from './topic-name.ts';

/** What no declared pattern finds: topics that have an owner, and those of rejected records. */
const leftOut = `(?!${ownedNames}|.*\\.dead-letters$)(?:`;

/** Topics of Kafka's own, which no consumer finds by a pattern. */
const internal: readonly string[] = ['__consumer_offsets', '__transaction_state', '__share_group_state'];

/** What Kafka's consumer is given for a pattern that somebody declared: the value of `topics.regex`. */
export const topicsRegex = (pattern: string): string => `${leftOut}${pattern})`;

/** The pattern that somebody declared, out of `topics.regex`; of another's connector that is the pattern. */
export const declaredPattern = (regex: string): string =>
  regex.startsWith(leftOut) ? regex.slice(leftOut.length, -1) : regex;

/**
 * Those of `names` that a consumer with this `topics.regex` reads: it must match the whole name. Undefined for an
 * expression of Java's that JavaScript cannot read, which only connectors of others have.
 */
export function topicsMatching(regex: string, names: readonly string[]): readonly string[] | undefined {
  try {
    const whole = new RegExp(`^(?:${regex})$`);
    return names.filter((name) => whole.test(name) && !internal.includes(name)).sort();
  } catch {
    return undefined;
  }
}
