import type { AlertsSpec, Bounds, FieldType, Rule, Scalar, TimeField, TopicTypes } from '../../alerts/spec.ts';
import { type RuleWords, rulesIn } from '../../alerts/words.ts';
import { numbersOf, own, type Values } from '../../base/values.ts';
import type { EventContract, SectionDeclaration, TopicDeclaration } from '../../language/model.ts';
import { timeFormatOf } from '../../language/stored-as.ts';
import { fieldsOf, momentsIn, storedType } from './event-fields.ts';

/** What the job that raises alerts must know. */
export function compileAlerts(
  { words }: SectionDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
): AlertsSpec {
  const rules = rulesIn(words);
  const sources = [...new Set(rules.map(({ from }) => from))].sort();
  return {
    rules: rules
      .map((rule) => compileRule(rule, topics.get(rule.from)?.event))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    topics: Object.fromEntries(sources.map((topic) => [topic, typesOf(topics.get(topic)?.event)])),
  };
}

function typesOf(event: EventContract | undefined): TopicTypes {
  const encoding = event?.encoding === undefined ? {} : { encoding: event.encoding };
  if (event?.by === undefined) return encoding;
  const { by, types = {}, aliases } = event;
  return { ...encoding, by, types: Object.keys(types).sort(), ...(aliases === undefined ? {} : { aliases }) };
}

function compileRule(words: RuleWords, event: EventContract | undefined): Rule {
  const { name, from, to, type, where, count, within, per, keys, absent } = words;
  const fields = event === undefined ? {} : fieldsOf(event, type);
  const typed = (field: string): FieldType & { readonly field: string } => {
    const { type: of = 'string', required = true } = own(fields, field) ?? {};
    return { field, type: of === 'map' ? 'object' : of, required };
  };
  const time = absent === undefined ? timeOf(words, event) : undefined;
  return {
    name,
    from,
    to,
    ...(type !== undefined && { type: event === undefined ? type : storedType(event, type) }),
    ...(where.length > 0 && { where: where.map(([field, bounds]) => ({ ...typed(field), bounds: boundsOf(bounds) })) }),
    ...(count !== undefined && { count: { events: count, within: within ?? 0 } }),
    ...(per !== undefined && { per: typed(per), keys }),
    ...(time !== undefined && { time }),
    ...(absent !== undefined && { absent }),
  };
}

/** The field that says when an event happened; undefined where its record does. */
function timeOf({ time, type }: RuleWords, event: EventContract | undefined): TimeField | undefined {
  if (event === undefined) return undefined;
  const fields = fieldsOf(event, type);
  const [only, ...others] = momentsIn(fields);
  const field = time ?? (others.length === 0 ? only : undefined);
  const format = field === undefined ? undefined : timeFormatOf(own(fields, field), event.timezone);
  return field === undefined || format === undefined ? undefined : { field, ...format };
}

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

const numbers = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
] as const;

function boundsOf(written: Values): Bounds {
  const { const: only, enum: choices } = written;
  return {
    ...numbersOf(written, numbers),
    ...(isScalar(only) && { const: only }),
    ...(Array.isArray(choices) && { enum: choices.filter(isScalar) }),
  };
}
