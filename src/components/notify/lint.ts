import { ALERTS } from '../../alerts/names.ts';
import { rulesIn } from '../../alerts/words.ts';
import type { Diagnostic } from '../../base/errors.ts';
import { meant, mistake, type Place } from '../../language/diagnostic.ts';
import type { SectionDeclaration } from '../../language/model.ts';
import { isReference } from '../../language/secret.ts';
import { conditionForms, LAG_FORM, readCondition } from '../../notify/health/condition.ts';
import { VERIFY } from '../../verify/names.ts';
import { type ChannelWords, channelsIn } from './words.ts';

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/[^?#\s]*)?$/;

/** Channels tell what there is, and their addresses are secrets: who knows one can post there. */
export function lintNotify(
  { words, map, pointer }: SectionDeclaration,
  beside: readonly SectionDeclaration[],
): Diagnostic[] {
  const alerts = beside.find(({ name }) => name === ALERTS);
  const rules = alerts === undefined ? [] : rulesIn(alerts.words).map(({ name }) => name);
  const isKnown = (rule: string) =>
    rules.includes(rule) || alerts?.unread === 'all' || alerts?.unread?.includes(rule) === true;
  const isVerified = beside.some(({ name }) => name === VERIFY);
  return channelsIn(words).flatMap((channel) => {
    const at = (...path: readonly (string | number)[]) => ({ map, pointer: [...pointer, channel.name, ...path] });
    return [
      ...lintTold(channel, at()),
      ...channel.alerts.flatMap((rule, index) =>
        isKnown(rule) ? [] : [unknownRule(rule, rules, at('alerts', index))],
      ),
      ...channel.on.flatMap((condition, index) => lintCondition(condition, isVerified, at('on', index))),
      ...lintAddress(channel.webhook, at('webhook')),
    ];
  });
}

function lintTold({ name, alerts, on }: ChannelWords, place: Place): Diagnostic[] {
  if (alerts.length + on.length > 0) return [];
  const hint = 'name rules under `alerts`, conditions of health under `on`, or both';
  return [mistake('nothing-told', { ...place, part: 'key' }, `\`${name}\` is told of nothing`, { hint })];
}

function unknownRule(rule: string, rules: readonly string[], place: Place): Diagnostic {
  const hint = rules.length === 0 ? 'declare it under `alerts:` of this file' : meant(rule, rules, 'alert');
  return mistake('unknown-alert', place, `there is no alert \`${rule}\` in this pipeline`, { hint });
}

function lintCondition(condition: string, isVerified: boolean, place: Place): Diagnostic[] {
  const known = readCondition(condition);
  if (known?.name === 'not-verified' && !isVerified) {
    const message = 'nothing proves this pipeline again and again, so that `not-verified` would never hold';
    return [mistake('no-schedule', place, message, { hint: 'add `verify: { every: 15m }` to this file' })];
  }
  if (known !== undefined) return [];
  if (/^lag\b/.test(condition)) {
    const message = `\`${condition}\` sets no bound that a lag can be held against`;
    return [
      mistake('unknown-condition', place, message, {
        hint: `write \`${LAG_FORM}\`, with a whole number of records`,
      }),
    ];
  }
  const message = `there is no condition \`${condition}\``;
  return [mistake('unknown-condition', place, message, { hint: meant(condition, conditionForms, 'condition') })];
}

/** Whether an address may be written down: it is no secret, or only the name of one. */
export const isWritable = (webhook: string): boolean => isReference(webhook) || LOOPBACK.test(webhook);

function lintAddress(webhook: string, place: Place): Diagnostic[] {
  if (isWritable(webhook)) return [];
  const hint = 'write `"${secret:NAME}"`, and keep it with `pipeline secret set NAME`';
  const message = 'who knows the address of a webhook can post there: it belongs into a secret';
  return [mistake('plain-secret', place, message, { hint })];
}
