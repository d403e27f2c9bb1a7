import { mistake } from './diagnostic.ts';
import { type KindWords, kindsFor, matches } from './kind-words.ts';
import type { ConnectorDeclaration } from './model.ts';
import type { Section } from './read-pipeline.ts';
import { entriesOf, isRecord, listOf, member, stringsOf } from './values.ts';

/** Connect keys that the language itself decides, whatever the kind. */
const ownedByLanguage: Readonly<Record<string, string>> = {
  name: 'the name of the entry',
  'connector.class': 'the kind',
  'tasks.max': '`tasks`',
  topics: '`from`',
  'topics.regex': '`from`',
  'errors.tolerance': '`deadLetter`',
  'errors.deadletterqueue.*': '`deadLetter`',
  transforms: '`transforms`',
  'transforms.*': '`transforms`',
  'pipeline.mark': '`pipeline apply`',
};

/** The entries of `sources:` or `sinks:`. */
export function readConnectors(
  role: 'source' | 'sink',
  section: Section,
  kinds: readonly KindWords[],
): ConnectorDeclaration[] {
  const part = `${role}s`;
  return entriesOf(section.root[part]).flatMap(([name, written]) => {
    if (!section.usable(part, name) || !isRecord(written)) return [];
    const kind = kindsFor(role, kinds).find((candidate) => Object.hasOwn(written, candidate.name));
    if (kind === undefined) return [];
    checkName(name, role, section);
    checkExtra(name, role, kind, section, Object.keys(stringsOf(written.extra)));
    const words = member(written, kind.name);
    const deadLetter = written.deadLetter ?? `${section.pipeline}.${name}.dead-letters`;
    const { state } = written;
    return [
      {
        pipeline: section.pipeline,
        name,
        pointer: [part, name],
        map: section.map,
        role,
        kind: kind.name,
        words: isRecord(words) ? words : {},
        topics: listOf(role === 'source' ? written.to : written.from),
        ...(typeof written.tasks === 'number' ? { tasks: written.tasks } : {}),
        state: state === 'paused' || state === 'stopped' ? state : 'running',
        ...(role === 'sink' && typeof deadLetter === 'string' ? { deadLetter } : {}),
        transforms: Array.isArray(written.transforms) ? written.transforms.map(stringsOf) : [],
        extra: stringsOf(written.extra),
      },
    ];
  });
}

/** Sources, sinks and jobs of a pipeline share the names `<pipeline>.<name>`. */
function checkName(name: string, role: 'source' | 'sink', section: Section): void {
  const place = { map: section.map, pointer: [`${role}s`, name], part: 'key' as const };
  if (role === 'sink' && isRecord(section.root.sources) && Object.hasOwn(section.root.sources, name)) {
    const related = { place: { ...place, pointer: ['sources', name] }, message: 'the source of that name' };
    section.diagnostics.push(mistake('duplicate-name', place, `\`${name}\` is already a source`, { related }));
  }
  if (name === 'recommender' && section.root.recommender !== undefined) {
    section.diagnostics.push(mistake('duplicate-name', place, `\`${name}\` is already the recommender`));
  }
}

function checkExtra(name: string, role: string, kind: KindWords, section: Section, keys: readonly string[]): void {
  for (const key of keys) {
    const rule = Object.keys(ownedByLanguage).find((pattern) => matches(key, pattern));
    const owner = rule === undefined ? undefined : ownedByLanguage[rule];
    const ofKind = kind.ownedKeys.some((pattern) => matches(key, pattern));
    if (owner === undefined && !ofKind) continue;
    const place = { map: section.map, pointer: [`${role}s`, name, 'extra', key], part: 'key' as const };
    const hint = `write it there: ${owner ?? `a word of \`${kind.name}\``}`;
    section.diagnostics.push(mistake('owned-key', place, `\`${key}\` is decided elsewhere`, { hint }));
  }
}
