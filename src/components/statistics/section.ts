import { durationSchema, durationText } from '../../base/units.ts';
import { text } from '../../base/values.ts';
import type { JsonSchema } from '../../language/json-schema.ts';
import { count, topics } from '../../language/schema-parts.ts';
import { DEFAULT_BLOCK, DEFAULT_KEYS, STATISTICS, statisticsSpec, type TableSpec } from '../../statistics/spec.ts';
import { stateTopic } from '../../streams/names.ts';
import type { HostedSection } from '../hosted-kind.ts';
import { topicsOfEntries } from '../section-entries.ts';
import { compileStatistics, entriesIn } from './compile.ts';
import { lintStatistics } from './lint.ts';

const field = { type: 'string', minLength: 1 };

const sum: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['of'],
  properties: {
    of: { ...field, description: 'The field with the number; sums are exact.' },
    type: { type: 'string', description: 'Only of events of this type.' },
    unit: { type: 'string', description: 'What stands behind the number, such as €.' },
  },
};

const entry: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['from'],
  properties: {
    from: topics('whose events are counted'),
    count: {
      type: 'array',
      items: field,
      uniqueItems: true,
      description: 'Fields whose values are counted (default: the one that tells types apart).',
    },
    sum: { type: 'object', additionalProperties: sum, description: 'Sums by name.' },
    window: { ...durationSchema, description: 'Count windows of event time of this length besides.' },
    time: { ...field, description: "The field with an event's time (default: the record's timestamp)." },
    keys: { ...count('Different values kept at most, of each partition.'), default: DEFAULT_KEYS },
    block: { ...count('`pipeline watch` prints the numbers after so many events.'), default: DEFAULT_BLOCK },
    show: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'How `pipeline watch` prints an event, by type: text with {field}.',
    },
  },
};

const written = ({ window, keys, block, sum, show, ...table }: TableSpec) => ({
  ...table,
  ...(Object.keys(sum).length > 0 && { sum }),
  ...(window !== undefined && { window: durationText(window) }),
  ...(keys !== DEFAULT_KEYS && { keys }),
  ...(block !== DEFAULT_BLOCK && { block }),
  ...(Object.keys(show).length > 0 && { show }),
});

/** `statistics:` of a pipeline file: one job for all its entries. */
export const section: HostedSection = {
  name: STATISTICS,
  schema: {
    type: 'object',
    description: 'What is counted of the events of topics, kept up to date.',
    propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_-]*$', title: 'a name of letters, digits, - and _' },
    properties: {
      state: { enum: ['running', 'stopped'], default: 'running', description: 'Stopped keeps what was counted.' },
    },
    additionalProperties: entry,
  },
  read: (words, job) => ({
    ...topicsOfEntries(entriesIn(words)),
    writes: [stateTopic(job)],
    state: text(words.state) === 'stopped' ? 'stopped' : 'running',
  }),
  lint: lintStatistics,
  spec: (declaration, topics) => ({ ...compileStatistics(declaration, topics) }),
  declared({ name, spec }) {
    const { tables, events } = statisticsSpec(name, spec);
    return {
      words: Object.fromEntries(Object.entries(tables).map(([entry, table]) => [entry, written(table)])),
      events,
    };
  },
};
