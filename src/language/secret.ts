const secretKey =
  /passw|secret|token|credential|jaas|api[._-]?key|app[._-]?key|access[._-]?key|private|passphrase|authorization|cookie|webhook|\bappid\b/i;
/** Names under which APIs take keys, where nothing else has such a name: in a query and among headers. */
const secretParameter =
  /^(appid|app[-_]?key|(x-)?api[-_]?key|key|access[-_]?(key|token)|auth|token|secret|password|pass|pwd|sig|(proxy-)?authorization|cookie)$/i;
const reference = /^\$\{[\w-]+:[^}]*\}$/;
const masked = /^([•*]{3,}|\[hidden\])$/;
const userInfo = /(?<=\/\/[^/:@\s]*):[^@/\s]+(?=@)/g;
const queryParameter = /(?<=[?&]([\w.-]+)=)[^&#\s"']+/g;
const longest = 160;

/** Whether a server hides the value: it is then unknown, neither equal nor different. */
export function isMasked(value: string): boolean {
  return masked.test(value);
}

/** Whether the value only names a secret that the worker looks up. */
export function isReference(value: string): boolean {
  return reference.test(value);
}

/** Whether the value of `key` must never be printed: declared secret, or by its name likely one. */
export function isSecret(key: string, declared: readonly string[]): boolean {
  return declared.includes(key) || secretKey.test(key);
}

/** Whether a parameter of a query, or a header, is likely a key by its name. */
export function isSecretParameter(name: string): boolean {
  return secretParameter.test(name);
}

/** Replaces the passwords and keys that stand in the addresses within `text`; references stay. */
export function replaceInAddresses(text: string, replace: (secret: string) => string): string {
  return text
    .replace(userInfo, (secret) => `:${replace(secret.slice(1))}`)
    .replace(queryParameter, (value: string, name: string) =>
      isSecretParameter(name) && !value.includes('${') ? replace(value) : value,
    );
}

/** The value without the passwords and keys that stand in its addresses. */
export function withoutPasswords(value: string): string {
  return replaceInAddresses(value, () => '(secret)');
}

/** The value as it may be printed: references by name, secrets hidden, passwords cut out of addresses, not too long. */
export function shown(key: string, value: string, declared: readonly string[]): string {
  if (isReference(value)) return value;
  if (isSecret(key, declared)) return '(secret)';
  const safe = withoutPasswords(value);
  return safe.length > longest ? `${safe.slice(0, longest)}… (${safe.length} characters)` : safe;
}

/** Every `${provider:path:NAME}` in a value, e.g. `${file:/run/secrets.properties:PASSWORD}`. */
export function references(value: string): readonly { readonly path: string; readonly name: string }[] {
  return [...value.matchAll(/\$\{[\w-]+:([^}]*):([^}:]+)\}/g)].map(([, path = '', name = '']) => ({ path, name }));
}
