import { entriesOf, isRecord, listOf, text, type Values } from '../../base/values.ts';
import type { JsonSchema } from '../../language/json-schema.ts';
import { conditionForms } from '../../notify/health/condition.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const RATE = /^([1-9][0-9]{0,5})\/([smhd])$/;
const DEFAULT_RATE = '20/m';

const names = (description: string): JsonSchema => ({
  type: 'array',
  items: { type: 'string' },
  minItems: 1,
  uniqueItems: true,
  description,
});

const channel: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['webhook'],
  properties: {
    alerts: names('Rules of `alerts:` whose alerts are told.'),
    on: names(`Conditions of the pipeline's health that are told: ${conditionForms.join(', ')}.`),
    webhook: { type: 'string', minLength: 1, description: 'The address that they are posted to: a ${secret:NAME}.' },
    atMost: {
      type: 'string',
      pattern: RATE.source,
      title: 'a rate such as 10/m',
      default: DEFAULT_RATE,
      description: 'Posts at most; what comes beyond that is held back and told as one.',
    },
  },
};

/** JSON Schema of `notify:`. */
export const notifySchema: JsonSchema = {
  type: 'object',
  minProperties: 1,
  description: 'Who is told of alerts and of the health of the pipeline, and where.',
  propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_-]*$', title: 'a name of letters, digits, - and _' },
  properties: {
    state: {
      enum: ['running', 'stopped'],
      default: 'running',
      description: 'Stopped tells nobody, and goes on later.',
    },
  },
  additionalProperties: channel,
};

/** One entry of `notify:`, as it is written. */
export interface ChannelWords {
  readonly name: string;
  readonly alerts: readonly string[];
  readonly on: readonly string[];
  readonly webhook: string;
  readonly atMost: { readonly posts: number; readonly within: number };
}

/** A rate as `atMost` is written. */
export function rateText({ posts, within }: ChannelWords['atMost']): string {
  const [unit = 's'] = Object.entries(UNITS).find(([, milliseconds]) => milliseconds === within) ?? [];
  return `${posts}/${unit}`;
}

/** The channels of a section, which is valid against its schema. */
export function channelsIn(words: Values): readonly ChannelWords[] {
  return entriesOf(words).flatMap(([name, entry]) => {
    if (name === 'state' || !isRecord(entry)) return [];
    const [, posts, unit] = RATE.exec(text(entry.atMost) ?? DEFAULT_RATE) ?? [];
    const atMost = { posts: Number(posts), within: UNITS[unit ?? ''] ?? 0 };
    const { alerts, on, webhook } = entry;
    return [{ name, alerts: listOf(alerts), on: listOf(on), webhook: text(webhook) ?? '', atMost }];
  });
}
