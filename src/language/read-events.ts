import { dirname, join } from 'node:path';
import { entriesOf, isRecord, member, type Values } from '../base/values.ts';
import { readContract } from './contract.ts';
import { isDerived, readDerived, wrappings } from './derived-events.ts';
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
  const written = entriesOf(section.root.events);
  const all = written.filter(([name]) => section.usable('events', name));
  for (const [name, event] of written) if (!section.usable('events', name)) lookAtRest(name, event, section);
  for (const [name, event] of all) {
    if (!isRecord(event) || isDerived(event)) continue;
    const contract = await readOne(name, event, section, readReferenced);
    if (contract !== undefined) events[name] = contract;
  }
  for (const word of wrappings) {
    const read = { ...events };
    for (const [name, event] of all) {
      if (!isRecord(event) || member(event, word) === undefined) continue;
      const known = { read, written: isRecord(section.root.events) ? section.root.events : {} };
      const { contract, diagnostics } = readDerived(name, event, known, section.map, ['events', name]);
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
    return diagnostics.some(({ severity }) => severity === 'error') ? undefined : contract;
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

/** Tells what else is wrong with an event of which some fields are. */
function lookAtRest(name: string, written: unknown, section: Section): void {
  const rest = isRecord(written) ? withoutFields(written, section.mistakesIn('events', name)) : undefined;
  if (rest === undefined) return;
  section.diagnostics.push(...readContract(name, rest, section.map, ['events', name]).diagnostics);
}

/**
 * An event without the fields that hold `mistakes`, so that the rest of it is looked at too; undefined where something
 * else than fields is wrong.
 */
function withoutFields(written: Values, mistakes: readonly (readonly string[])[]): Values | undefined {
  const rest = structuredClone(written);
  for (const [part = '', name = '', field = ''] of mistakes) {
    const fields = part === 'fields' ? rest.fields : part === 'types' ? member(rest.types, name) : undefined;
    const wrong = part === 'fields' ? name : field;
    if (!isRecord(fields) || wrong === '') return undefined;
    Reflect.deleteProperty(fields, wrong);
  }
  return rest;
}
