import type { Diagnostic } from '../../base/errors.ts';
import { isRecord, type Values } from '../../base/values.ts';
import { meant, mistake, warning } from '../../language/diagnostic.ts';
import type { TopicDeclaration } from '../../language/model.ts';
import { isSingle } from '../../language/stored-as.ts';
import type { KindInput } from '../kind-input.ts';
import { lintFields } from './fields.ts';
import type { PlaceOf } from './use.ts';

/** Every rule of a datagen source that needs no cluster. */
export function lintDatagen(input: KindInput): readonly Diagnostic[] {
  const { declaration, topics } = input;
  const place: PlaceOf = (pointer, part) => ({
    map: declaration.map,
    pointer: [...declaration.pointer, ...pointer],
    ...(part === undefined ? {} : { part }),
  });
  const words = declaration.words;
  const known = [...topics.values()].flatMap((topic) => (topic?.event === undefined ? [] : [topic]));
  const found = [
    ...[...topics].flatMap(([name, topic]) => lintTopic(name, topic, place)),
    ...((declaration.tasks ?? 1) > 1
      ? [mistake('datagen-tasks', place(['tasks']), 'a datagen source runs as one task', { hint: 'leave `tasks` out' })]
      : []),
    ...(words.pace !== undefined && words.start === undefined
      ? [mistake('datagen-pace', place(['datagen', 'pace'], 'key'), '`pace` needs `start`', { hint: 'add `start:`' })]
      : []),
    ...[...topics.values()].flatMap((topic) => lintRetention(words, topic, place)),
    ...lintNames(words, 'topics', [...topics.keys()], 'this source has no topic', place),
  ];
  if (known.length < topics.size) return found;
  const typeNames = known.flatMap(({ event }) => [
    ...Object.keys(event?.types ?? {}),
    ...Object.keys(event?.aliases ?? {}),
  ]);
  return distinct([
    ...found,
    ...lintNames(words, 'types', typeNames, 'these events have no type', place),
    ...lintFields(words, known, place),
  ]);
}

function lintTopic(name: string, topic: TopicDeclaration | undefined, place: PlaceOf): Diagnostic[] {
  if (topic?.event === undefined) {
    const message = `nothing says what the values of \`${name}\` look like`;
    const hint = `declare the topic with its event: \`${name}: { event: … }\``;
    return [mistake('datagen-no-event', place([], 'key'), message, { hint })];
  }
  const { key, event } = topic;
  const field = key !== undefined && Object.hasOwn(event.fields, key) ? event.fields[key] : undefined;
  if (field === undefined || (field.required && isSingle(field))) return [];
  const message = `\`${key}\`, the key of \`${name}\`, must be a plain field that is never absent`;
  return [mistake('datagen-key', place(['to']), message)];
}

/** The broker deletes by the records' own time: events dated long ago are gone minutes after they were written. */
function lintRetention(words: Values, topic: TopicDeclaration | undefined, place: PlaceOf): Diagnostic[] {
  if (topic === undefined || words.recordTime !== 'event' || words.start === undefined) return [];
  const { config, map, pointer, name } = topic;
  const kept = Number(config['retention.ms']);
  const deletes = (config['cleanup.policy'] ?? 'delete').includes('delete');
  if (!(kept >= 0) || !deletes || config['message.timestamp.type'] === 'LogAppendTime') return [];
  const message = `\`${name}\` deletes what is older than ${kept} ms, by these times`;
  const hint = 'leave `retention.ms` out, which keeps everything, or `recordTime`';
  const related = { place: { map, pointer: [...pointer, 'config', 'retention.ms'] }, message: 'its retention' };
  return [warning('datagen-old', place(['datagen', 'start']), message, { hint, related })];
}

/** Weights must be for names there are; `complaint` begins the sentence about one that is not. */
function lintNames(
  words: Values,
  word: string,
  names: readonly string[],
  complaint: string,
  place: PlaceOf,
): Diagnostic[] {
  const given = isRecord(words[word]) ? Object.keys(words[word]) : [];
  return given
    .filter((name) => !names.includes(name))
    .map((name) =>
      mistake('datagen-name', place(['datagen', word, name], 'key'), `${complaint} \`${name}\``, {
        hint: meant(name, names, word.slice(0, -1)),
      }),
    );
}

/** A hint of a common field is looked at once per type: one mistake is told once. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const told = new Map(
    diagnostics.map((diagnostic) => [
      `${diagnostic.at.line}:${diagnostic.at.column} ${diagnostic.message}`,
      diagnostic,
    ]),
  );
  return [...told.values()];
}
