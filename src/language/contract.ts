import type { Diagnostic } from '../base/errors.ts';
import { isTimeZone, timeZones } from '../base/time-zone.ts';
import { isRecord, stringsOf, type Values } from '../base/values.ts';
import { alikeNames } from './alike-names.ts';
import { meant, mistake, type Place } from './diagnostic.ts';
import type { EventContract, Fields, Pointer, SourceMap } from './model.ts';
import { readFields } from './read-field.ts';

/** Turns one entry of `events:`, valid against its schema, into the contract it stands for. */
export function readContract(
  name: string,
  written: Values,
  map: SourceMap,
  pointer: Pointer,
): { contract: EventContract; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report = (rule: string, place: Place, message: string, details = {}) =>
    diagnostics.push(mistake(rule, place, message, details));
  const at = (...steps: (string | number)[]): Place => ({ map, pointer: [...pointer, ...steps] });

  const fields = readFields(written.fields, map, [...pointer, 'fields'], diagnostics);
  const by = typeof written.by === 'string' ? written.by : undefined;
  const types = isRecord(written.types)
    ? Object.fromEntries(
        Object.entries(written.types).map(([type, body]) => [
          type,
          readFields(body, map, [...pointer, 'types', type], diagnostics),
        ]),
      )
    : undefined;

  if (by !== undefined && types === undefined) {
    report('incomplete-union', { ...at('by'), part: 'key' }, '`by` names a discriminator, but there are no `types`');
  }
  if (by === undefined && types !== undefined) {
    const hint = 'add `by: type`, with the name of that field';
    report('incomplete-union', { ...at('types'), part: 'key' }, '`types` needs the field that tells them apart', {
      hint,
    });
  }
  const discriminator = by === undefined ? undefined : fields[by];
  if (by !== undefined && discriminator !== undefined && (discriminator.type !== 'string' || !discriminator.required)) {
    report('bad-discriminator', at('fields', by), `\`${by}\` tells the types apart: it must be a required string`);
  }
  for (const [type, own] of Object.entries(types ?? {})) {
    for (const field of Object.keys(own)) {
      if (!Object.hasOwn(fields, field) && field !== by) continue;
      report(
        'repeated-field',
        { ...at('types', type, field), part: 'key' },
        `\`${field}\` is already a field of every type`,
        {
          hint: 'leave it out here',
          related: { place: { ...at('fields', field), part: 'key' }, message: 'the common field' },
        },
      );
    }
  }
  const aliases = isRecord(written.aliases) ? stringsOf(written.aliases) : undefined;
  for (const [alias, target] of Object.entries(aliases ?? {})) {
    if (Object.hasOwn(types ?? {}, alias)) {
      report('bad-alias-of-type', { ...at('aliases', alias), part: 'key' }, `\`${alias}\` is itself a type`, {
        hint: 'leave it out',
      });
    }
    if (Object.hasOwn(types ?? {}, target)) continue;
    const hint = meant(target, Object.keys(types ?? {}), 'type');
    report('unknown-type', at('aliases', alias), `there is no type \`${target}\``, { hint });
  }
  const timezone = typeof written.timezone === 'string' ? written.timezone : undefined;
  if (timezone !== undefined && !isTimeZone(timezone)) {
    const hint = meant(timezone, timeZones(), 'zone').slice(0, 200);
    report('unknown-timezone', at('timezone'), `there is no time zone \`${timezone}\``, { hint });
  }
  const placed = (names: Fields, ...steps: string[]) =>
    Object.keys(names).map((field) => ({ name: field, place: { ...at(...steps, field), part: 'key' as const } }));
  diagnostics.push(
    ...alikeNames([
      ...placed(fields, 'fields'),
      ...Object.entries(types ?? {}).flatMap(([type, own]) => placed(own, 'types', type)),
    ]),
  );
  const common =
    by === undefined || discriminator !== undefined
      ? fields
      : { ...fields, [by]: { type: 'string', required: true } as const };
  return {
    contract: {
      name,
      ...(by === undefined ? {} : { by }),
      ...(timezone === undefined ? {} : { timezone }),
      unknown: written.unknown === 'reject' ? 'reject' : 'keep',
      fields: common,
      ...(types === undefined ? {} : { types }),
      ...(aliases === undefined ? {} : { aliases }),
    },
    diagnostics,
  };
}
