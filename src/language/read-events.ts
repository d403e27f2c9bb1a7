import { dirname, join } from 'node:path';
import { entriesOf, isRecord, member } from '../base/values.ts';
import { readContract } from './contract.ts';
import { mistake } from './diagnostic.ts';
import { readJsonSchemaFile } from './json-schema-file.ts';
import type { EventContract } from './model.ts';
import type { Section, Surroundings } from './section.ts';

/** The contracts of `events:`; those that refer to a JSON Schema file are read from there. */
export async function readEvents(
  section: Section,
  { readReferenced }: Surroundings,
): Promise<Readonly<Record<string, EventContract>>> {
  const events: [string, EventContract][] = [];
  for (const [name, written] of entriesOf(section.root.events)) {
    if (!section.usable('events', name) || !isRecord(written)) continue;
    const pointer = ['events', name];
    const path = member(written, '$ref');
    if (typeof path !== 'string') {
      const { contract, diagnostics } = readContract(name, written, section.map, pointer);
      section.diagnostics.push(...diagnostics);
      events.push([name, contract]);
      continue;
    }
    const text = await readReferenced(path, section.file);
    if (text === undefined) {
      const place = { map: section.map, pointer: [...pointer, '$ref'] };
      section.diagnostics.push(
        mistake('missing-file', place, `there is no file \`${path}\` beside this one`, {
          hint: 'write its path as seen from this file',
        }),
      );
      continue;
    }
    const { contract, diagnostics } = readJsonSchemaFile(
      name,
      join(dirname(section.file), path),
      text,
      written.timezone,
    );
    section.diagnostics.push(...diagnostics);
    if (contract !== undefined) events.push([name, contract]);
  }
  return Object.fromEntries(events);
}
