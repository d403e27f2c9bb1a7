import { entriesOf, isRecord, type Values } from '../base/values.ts';
import { mistake, type Place } from './diagnostic.ts';
import type { SectionDeclaration } from './model.ts';
import type { Section } from './section.ts';

/**
 * The sections of a file that are hosted jobs: of each none or one. Where a section is made of entries, one with a
 * mistake does not keep the others from being looked at.
 */
export function readSections({ root, usable, pipeline, map, sections }: Section): SectionDeclaration[] {
  return sections.flatMap(({ name, schema, read }) => {
    const written = root[name];
    if (written === undefined) return [];
    const declared = (words: Values) => ({
      pipeline,
      name,
      pointer: [name],
      map,
      words,
      ...read(words, `${pipeline}.${name}`),
    });
    if (isRecord(written) && usable(name)) return [declared(written)];
    if (!isRecord(schema.additionalProperties)) return [];
    const entries = entriesOf(written);
    const unread = entries.flatMap(([entry]) => (usable(name, entry) ? [] : [entry]));
    const rest = Object.fromEntries(entries.filter(([entry]) => !unread.includes(entry)));
    return [{ ...declared(rest), unread: isRecord(written) ? unread : ('all' as const) }];
  });
}

/** Sources, sinks, jobs and these sections of a pipeline share the names `<pipeline>.<name>`. */
export function checkSectionName(name: string, place: Place, { root, sections, diagnostics }: Section): void {
  if (root[name] === undefined || !sections.some((section) => section.name === name)) return;
  diagnostics.push(mistake('duplicate-name', place, `\`${name}\` is already the ${name}`));
}
