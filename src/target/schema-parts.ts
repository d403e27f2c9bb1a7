export const text = { type: 'string', minLength: 1 } as const;
export const texts = { type: 'object', additionalProperties: { type: 'string' } } as const;
export const count = { type: 'integer', minimum: 1 } as const;
const reference = '\\$\\{(env|file):[^}]+\\}';

export const titled = (title: string, pattern: string) => ({
  type: 'string',
  title,
  pattern: `^(${pattern}|${reference})$`,
});
export const address = titled('an address such as https://host:port', 'https?://[^/@\\s]+(/\\S*)?');

export const object = (required: readonly string[], properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
});
