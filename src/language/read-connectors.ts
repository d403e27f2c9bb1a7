import { entriesOf, isRecord, listOf, member, stringsOf } from '../base/values.ts';
import { mistake } from './diagnostic.ts';
import { kindsFor } from './kind-words.ts';
import type { ConnectorDeclaration, EventContract } from './model.ts';
import { checkSectionName } from './read-sections.ts';
import { readTopicPattern } from './read-topic-pattern.ts';
import type { Section, Surroundings } from './section.ts';

/** The entries of `sources:` or `sinks:`. */
export async function readConnectors(
  role: 'source' | 'sink',
  section: Section,
  events: Readonly<Record<string, EventContract>>,
  surroundings: Surroundings,
): Promise<ConnectorDeclaration[]> {
  const { kinds } = surroundings;
  const part = `${role}s`;
  const read = entriesOf(section.root[part]).map(async ([name, written]): Promise<ConnectorDeclaration[]> => {
    if (!section.usable(part, name) || !isRecord(written)) return [];
    const kind = kindsFor(role, kinds).find((candidate) => Object.hasOwn(written, candidate.name));
    if (kind === undefined) return [];
    checkName(name, role, section);
    const words = member(written, kind.name);
    const deadLetter = written.deadLetter ?? `${section.pipeline}.${name}.dead-letters`;
    const { state } = written;
    const pattern = isRecord(written.from)
      ? await readTopicPattern(written.from, [part, name, 'from'], section, events, surroundings)
      : undefined;
    return [
      {
        pipeline: section.pipeline,
        name,
        pointer: [part, name],
        map: section.map,
        role,
        kind: kind.name,
        words: isRecord(words) ? words : {},
        topics: pattern === undefined ? listOf(role === 'source' ? written.to : written.from) : [],
        ...(pattern === undefined ? {} : { pattern }),
        ...(typeof written.tasks === 'number' ? { tasks: written.tasks } : {}),
        state: state === 'paused' || state === 'stopped' ? state : 'running',
        ...(role === 'sink' && typeof deadLetter === 'string' ? { deadLetter } : {}),
        transforms: Array.isArray(written.transforms) ? written.transforms.map(stringsOf) : [],
        extra: stringsOf(written.extra),
      },
    ];
  });
  return (await Promise.all(read)).flat();
}

/** Sources, sinks and jobs of a pipeline share the names `<pipeline>.<name>`. */
function checkName(name: string, role: 'source' | 'sink', section: Section): void {
  const place = { map: section.map, pointer: [`${role}s`, name], part: 'key' as const };
  if (role === 'sink' && isRecord(section.root.sources) && Object.hasOwn(section.root.sources, name)) {
    const related = { place: { ...place, pointer: ['sources', name] }, message: 'the source of that name' };
    section.diagnostics.push(mistake('duplicate-name', place, `\`${name}\` is already a source`, { related }));
  }
  checkSectionName(name, place, section);
}
