import { member, text, type Values } from '../base/values.ts';
import { meant, mistake, warning } from './diagnostic.ts';
import type { EventContract, Pointer } from './model.ts';
import { PLAIN } from './schema.ts';
import type { RegisteredEvent, Section, Surroundings } from './section.ts';

/** One entry of `topics:`, valid against its schema. */
export interface Written {
  readonly name: string;
  readonly written: Values;
  readonly pointer: Pointer;
}

export interface TopicEvent {
  readonly event: EventContract | undefined;
  /** It has one that could not be read: mistakes that follow from that are not told. */
  readonly unread: boolean;
}

/** The contract that a subject of the registry tells. */
export async function readRegistered(
  section: Section,
  { name, written, pointer }: Written,
  asked: Values,
  { registered }: Surroundings,
): Promise<TopicEvent> {
  const place = { map: section.map, pointer: [...pointer, 'event', 'registry'] };
  const none = { event: undefined, unread: true };
  const [subject, format] = [text(asked.registry) ?? '', text(written.format) ?? PLAIN];
  if (format === PLAIN) {
    const hint = 'write beside it how the values are written, such as `format: avro`';
    section.diagnostics.push(
      mistake('registry-without-format', place, 'values in plain JSON name no schema', { hint }),
    );
    return none;
  }
  const version = typeof asked.version === 'number' ? asked.version : undefined;
  if (registered === undefined) {
    const hint = '`pipeline up --with registry` starts one; a cluster’s file names its own under `registry:`';
    section.diagnostics.push(
      warning('no-registry', place, `the contract of \`${subject}\` is not known: no registry runs`, { hint }),
    );
    return none;
  }
  const found = await registered({ format, name, subject, ...(version === undefined ? {} : { version }) });
  if ('subjects' in found) {
    const { versions, subjects } = found;
    const known = versions.length > 0;
    const what = known ? `version ${version} of \`${subject}\`` : `subject \`${subject}\``;
    const hint = known ? `it has: ${versions.join(', ')}` : meant(subject, subjects, 'subject');
    section.diagnostics.push(mistake('unknown-subject', place, `the registry knows no ${what}`, { hint }));
    return none;
  }
  report(section, { ...place, pointer: [...pointer, 'event'] }, subject, found);
  if (found.contract === undefined) return none;
  const [timezone, unknown] = [text(member(asked, 'timezone')), member(asked, 'unknown')];
  const event: EventContract = {
    ...found.contract,
    ...(timezone === undefined ? {} : { timezone }),
    ...(unknown === 'reject' ? { unknown } : {}),
    encoding: { format, subject, version: found.version, schema: found.schema },
  };
  return { event, unread: false };
}

function report(
  { diagnostics }: Section,
  place: Parameters<typeof mistake>[1],
  subject: string,
  { version, problems, misfits }: RegisteredEvent,
): void {
  const declare = 'declare the event in this file, with the fields that are to be columns, and name it here';
  for (const { path, message, hint = declare } of problems) {
    const field = path === '' ? '' : `\`${path}\`: `;
    const told = `${subject} version ${version}: ${field}${message}`;
    diagnostics.push(mistake('schema-beyond-contract', place, told, { hint }));
  }
  for (const { version: other, why } of misfits) {
    const told = `version ${other} of \`${subject}\` does not fit version ${version}, which the contract reads: ${why}`;
    const hint = `records of version ${other} become dead letters; \`version: ${other}\` reads that one instead`;
    diagnostics.push(warning('version-misfit', place, told, { hint }));
  }
}
