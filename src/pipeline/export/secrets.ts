import { matches, secretNames } from '../../language/kind-words.ts';
import { isMasked, isReference, isSecret, references, withoutPasswords } from '../../language/secret.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';

export interface Exported {
  /** Absent: it cannot be told, and no placeholder may stand there. */
  readonly value?: string;
  /** Said beside it. */
  readonly comment?: string;
}

const placeholderName = (connector: string, key: string) =>
  `${connector}_${key}`.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();

/**
 * A live value as it may stand in a file: what this cluster's secrets hold becomes `${secret:NAME}`; what is hidden or
 * must not be written down becomes a placeholder to be filled, where the language allows a secret.
 */
export function exportValue(
  connector: string,
  key: string,
  value: string,
  passwords: readonly string[],
  secrets: ClusterAddresses['secrets'],
): Exported {
  const hides = secretNames.some((pattern) => matches(key, pattern));
  const named = secretNamed(value, secrets);
  if (named !== undefined && hides) return { value: named };
  if (isReference(value)) return { value };
  if (isMasked(value) || isSecret(key, passwords)) {
    const name = placeholderName(connector, key);
    if (!hides) return { comment: `${key} is hidden: its value must be written here by hand` };
    return { value: `\${secret:${name}}`, comment: `pipeline secret set ${name} < FILE` };
  }
  const safe = withoutPasswords(value);
  return safe === value ? { value } : { value: safe, comment: 'a password was cut out of this address' };
}

/** `${secret:NAME}` for a reference to one of this cluster's secrets; undefined for anything else. */
export function secretNamed(value: string, secrets: ClusterAddresses['secrets']): string | undefined {
  const [reference, ...more] = references(value);
  if (!isReference(value) || reference === undefined || reference.path !== secrets.path || more.length > 0)
    return undefined;
  return `\${secret:${reference.name}}`;
}
