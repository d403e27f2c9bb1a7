import { isRecord } from '../base/values.ts';
import { mistake, type Place } from './diagnostic.ts';
import type { SectionDeclaration } from './model.ts';
import type { Section } from './section.ts';

/** The sections of a file that are hosted jobs: of each none or one. */
export function readSections({ root, usable, pipeline, map, sections }: Section): SectionDeclaration[] {
  return sections.flatMap(({ name, read }) => {
    const words = root[name];
    if (!isRecord(words) || !usable(name)) return [];
    return [{ pipeline, name, pointer: [name], map, words, ...read(words, `${pipeline}.${name}`) }];
  });
}

/** Sources, sinks, jobs and these sections of a pipeline share the names `<pipeline>.<name>`. */
export function checkSectionName(name: string, place: Place, { root, sections, diagnostics }: Section): void {
  if (root[name] === undefined || !sections.some((section) => section.name === name)) return;
  diagnostics.push(mistake('duplicate-name', place, `\`${name}\` is already the ${name}`));
}
