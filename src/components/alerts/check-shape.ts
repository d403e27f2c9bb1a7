import type { RuleWords } from '../../alerts/words.ts';
import type { Diagnostic } from '../../base/errors.ts';
import { mistake, type Place } from '../../language/diagnostic.ts';

export type At = (path: readonly (string | number)[], part?: Place['part']) => Place;

/** The shortest silence that means something: records come in batches. Milliseconds. */
const SHORTEST_SILENCE = 1_000;

/** Which words of a rule belong together. */
export function checkShape(rule: RuleWords, at: At): Diagnostic[] {
  const { name, type, where, count, within, absent } = rule;
  const has = (word: string) => rule.said.includes(word);
  if (absent !== undefined) {
    const short =
      absent < SHORTEST_SILENCE ? [mistake('bad-value', at(['absent']), '`absent` must be at least 1s')] : [];
    const needless = ['count', 'within', 'per', 'keys', 'time'].filter(has);
    return [...short, ...needless.map((word) => meaningless(word, '`absent`', at))];
  }
  if (count === undefined) {
    if (within !== undefined) {
      const hint = 'add `count: 3`, or leave `within` out';
      return [
        mistake('missing-key', at(['within'], 'key'), `\`${name}\` says within which time, but not how many`, { hint }),
      ];
    }
    const needless = ['per', 'keys'].filter(has).map((word) => meaningless(word, 'a rule without `count`', at));
    if (needless.length > 0 || type !== undefined || where.length > 0) return needless;
    const hint = 'add `absent: 10m`, or `type`, `where`, `count` with `within`';
    return [mistake('missing-key', at([], 'key'), `\`${name}\` does not say when to raise an alert`, { hint })];
  }
  if (within === undefined) {
    const hint = 'add `within: 1m`';
    return [
      mistake('missing-key', at(['count'], 'key'), `\`${name}\` counts, but does not say within which time`, { hint }),
    ];
  }
  const none = within < 1 ? [mistake('bad-value', at(['within']), '`within` must be at least 1ms')] : [];
  return has('keys') && !has('per') ? [...none, meaningless('keys', 'a rule without `per`', at)] : none;
}

const meaningless = (word: string, where: string, at: At): Diagnostic =>
  mistake('unknown-key', at([word], 'key'), `\`${word}\` means nothing with ${where}`, { hint: 'leave it out' });
