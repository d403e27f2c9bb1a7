import type { Diagnostic } from '../../base/errors.ts';
import { entriesOf, isRecord, type Values } from '../../base/values.ts';
import { mistake } from '../../language/diagnostic.ts';
import type { At } from './lint-secrets.ts';

const ways = ['basic', 'bearer', 'oauth2'] as const;

/** One way to say who asks is enough. */
export function lintAuth({ auth, headers }: Values, at: At): Diagnostic[] {
  if (!isRecord(auth)) return [];
  const given = ways.filter((way) => Object.hasOwn(auth, way));
  const header = entriesOf(headers).find(([name]) => name.toLowerCase() === 'authorization');
  const [first, ...others] = given;
  const place = { ...at('http', 'auth'), part: 'key' } as const;
  const hint = 'keep one of them';
  if (first === undefined) {
    return [mistake('http-auth', place, 'nothing says who asks', { hint: `write one of ${ways.join(', ')}` })];
  }
  const twice = 'requests say who asks in one way, and here are two';
  const related = { place: at('http', 'auth', first), message: 'the other one' };
  return [
    ...others.map((way) => mistake('http-auth', { ...at('http', 'auth', way), part: 'key' }, twice, { related, hint })),
    ...(header === undefined
      ? []
      : [mistake('http-auth', { ...at('http', 'headers', header[0]), part: 'key' }, twice, { related, hint })]),
  ];
}
