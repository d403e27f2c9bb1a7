import { dirname, join } from 'node:path';
import { entriesOf, isRecord, member, type Values } from '../base/values.ts';
import { readContract } from './contract.ts';
import { isDerived, readDerived } from './derived-events.ts';
import { mistake } from './diagnostic.ts';
import { readJsonSchemaFile } from './json-schema-file.ts';
import type { EventContract } from './model.ts';
import type { Section, Surroundings } from './section.ts';

/**
 * The contracts of `events:`; those that refer to a JSON Schema file are read from there, and those that wrap another
 * event follow it: changes first, for a CloudEvent may hold one.
 */
export async function readEvents(
  section: Section,
  { readReferenced }: Surroundings,
): Promise<Readonly<Record<string, EventContract>>> {
  const events: Record<string, EventContract> = {};
  const all = entriesOf(section.root.events).filter(([name]) => section.usable('events', name));
  for (const [name, written] of all) {
    if (!isRecord(written) || isDerived(written)) continue;
    const contract = await readOne(name, written, section, readReferenced);
    if (contract !== undefined) events[name] = contract;
  }
  for (const word of ['change', 'cloudevents']) {
    const read = { ...events };
    for (const [name, written] of all) {
      if (!isRecord(written) || member(written, word) === undefined) continue;
      const known = { read, written: isRecord(section.root.events) ? section.root.events : {} };
      const { contract, diagnostics } = readDerived(name, written, known, section.map, ['events', name]);
      section.diagnostics.push(...diagnostics);
      if (contract !== undefined) events[name] = contract;
    }
  }
  return events;
}

async function readOne(
  name: string,
  written: Values,
  section: Section,
  readReferenced: Surroundings['readReferenced'],
): Promise<EventContract | undefined> {
  const pointer = ['events', name];
  const path = member(written, '$ref');
  if (typeof path !== 'string') {
    const { contract, diagnostics } = readContract(name, written, section.map, pointer);
    section.diagnostics.push(...diagnostics);
    return contract;
  }
  const text = await readReferenced(path, section.file);
  if (text === undefined) {
    const place = { map: section.map, pointer: [...pointer, '$ref'] };
    section.diagnostics.push(
      mistake('missing-file', place, `there is no file \`${path}\` beside this one`, {
        hint: 'write its path as seen from this file',
      }),
    );
    return undefined;
  }
  const { contract, diagnostics } = readJsonSchemaFile(name, join(dirname(section.file), path), text, written.timezone);
  section.diagnostics.push(...diagnostics);
  return contract;
}
