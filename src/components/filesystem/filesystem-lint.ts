import type { Diagnostic } from '../../base/errors.ts';
import { member, text } from '../../base/values.ts';
import { formats } from '../../formats/formats.ts';
import { checkPath } from '../../language/check-path.ts';
import { mistake, type Place } from '../../language/diagnostic.ts';
import type { EventContract, Field, Fields, TopicDeclaration } from '../../language/model.ts';
import { contractNeeded } from '../contract-needed.ts';
import type { KindInput } from '../kind-input.ts';
import { lintByType, lintSharedColumns } from '../layout-lint.ts';
import { lintCoordinateNames, lintCoordinates } from './coordinates-lint.ts';
import { RECORD } from './directories.ts';
import { lintDirectories, lintNames, lintPartitionColumns } from './directories-lint.ts';
import { lintTopicNames } from './names-lint.ts';

/** Rules that the filesystem sink has for its own words and for the contracts of its topics. */
export function lintFilesystem(input: KindInput): Diagnostic[] {
  const { map, pointer, kind, words } = input.declaration;
  const at = (...path: readonly (string | number)[]): Place => ({ map, pointer: [...pointer, kind, ...path] });
  return [
    ...checkPath(text(words.path) ?? '', at('path')),
    ...lintCompression(words, at),
    ...lintTopicNames(input),
    ...lintNames(words, at),
    ...lintPartitionColumns(words, formats.find(text(words.format) ?? ''), at),
    ...lintCoordinates(words, formats.find(text(words.format) ?? ''), at),
    ...[...input.topics].flatMap(([name, topic]) =>
      topic?.event === undefined ? lintWithoutContract(name, input, at) : lintContract(topic, topic.event, words, at),
    ),
  ];
}

type Words = KindInput['declaration']['words'];
type At = (...path: readonly (string | number)[]) => Place;

const isTyped = (words: Words): boolean => formats.find(text(words.format) ?? '')?.typed === true;

function lintCompression(words: Words, at: At): Diagnostic[] {
  const format = text(words.format) ?? '';
  const compression = text(words.compression);
  const allowed = formats.find(format)?.compressions ?? [];
  if (compression === undefined || allowed.includes(compression)) return [];
  const message = `\`${compression}\` is no compression of ${format}`;
  return [mistake('bad-compression', at('compression'), message, { hint: `choose one of: ${allowed.join(', ')}` })];
}

/** A topic that only exists live, or was declared without `event`, has nothing that gives its values columns. */
function lintWithoutContract(name: string, input: KindInput, at: At): Diagnostic[] {
  const { words } = input.declaration;
  const reasons: readonly (readonly [string, boolean])[] = [
    ['format', isTyped(words)],
    ['layout', words.layout === 'by-type'],
    ['by', words.by !== undefined],
    ['time', words.time !== undefined && member(words.time, 'field') !== RECORD],
  ];
  const wanted = reasons.flatMap(([word, wanted]) => (wanted ? [word] : []));
  return contractNeeded(input, name, wanted, at);
}

function lintContract(topic: TopicDeclaration, event: EventContract, words: Words, at: At): Diagnostic[] {
  return [
    ...lintFieldNames(event, words, at),
    ...lintLayout(topic, event, words, at),
    ...lintDirectories(event, words, at),
    ...(isTyped(words) ? lintCoordinateNames(topic, event, words, at) : []),
  ];
}

function lintFieldNames(event: EventContract, words: Words, at: At): Diagnostic[] {
  const format = formats.find(text(words.format) ?? '');
  if (format?.names === undefined) return [];
  const { pattern, title } = format.names;
  const names = [event.fields, ...Object.values(event.types ?? {})].flatMap((fields) => [...namesIn(fields)]);
  const [wrong] = names.filter((name) => !pattern.test(name));
  if (wrong === undefined) return [];
  const message = `files of ${format.name} hold no field \`${wrong}\`, which event \`${event.name}\` has`;
  const hint = `rename it (${title}), or choose another format`;
  return [mistake('bad-field-name', at('format'), message, { hint })];
}

/** The names of fields and of the fields inside of them. */
function* namesIn(fields: Fields): Generator<string> {
  for (const [name, field] of Object.entries(fields)) {
    yield name;
    yield* namesInside(field);
  }
}

function* namesInside(field: Field): Generator<string> {
  if (field.type === 'object') yield* namesIn(field.fields);
  if (field.type === 'array') yield* namesInside(field.items);
  if (field.type === 'map') yield* namesInside(field.values);
}

function lintLayout(topic: TopicDeclaration, event: EventContract, words: Words, at: At): Diagnostic[] {
  if (words.layout === 'by-type') return lintByType(event, at('layout'));
  return isTyped(words) ? lintSharedColumns(topic, event) : [];
}
