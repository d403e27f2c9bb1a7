import { ALERTS } from '../../alerts/names.ts';
import { rulesIn } from '../../alerts/words.ts';
import type { Diagnostic } from '../../base/errors.ts';
import { meant, mistake } from '../../language/diagnostic.ts';
import type { SectionDeclaration } from '../../language/model.ts';
import { isReference } from '../../language/secret.ts';
import { channelsIn } from './words.ts';

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/[^?#\s]*)?$/;

/** Channels tell what there is, and their addresses are secrets: who knows one can post there. */
export function lintNotify(
  { words, map, pointer }: SectionDeclaration,
  beside: readonly SectionDeclaration[],
): Diagnostic[] {
  const alerts = beside.find(({ name }) => name === ALERTS);
  const rules = alerts === undefined ? [] : rulesIn(alerts.words).map(({ name }) => name);
  return channelsIn(words).flatMap((channel) => {
    const at = (...path: readonly (string | number)[]) => ({ map, pointer: [...pointer, channel.name, ...path] });
    const unknown = channel.alerts.flatMap((rule, index) => {
      if (rules.includes(rule)) return [];
      const hint = rules.length === 0 ? 'declare it under `alerts:` of this file' : meant(rule, rules, 'alert');
      return [
        mistake('unknown-alert', at('alerts', index), `there is no alert \`${rule}\` in this pipeline`, { hint }),
      ];
    });
    if (isReference(channel.webhook) || LOOPBACK.test(channel.webhook)) return unknown;
    const hint = 'keep it with `pipeline secret set NAME` and write "${secret:NAME}"';
    const message = 'who knows the address of a webhook can post there: it belongs into a secret';
    return [...unknown, mistake('plain-secret', at('webhook'), message, { hint })];
  });
}
