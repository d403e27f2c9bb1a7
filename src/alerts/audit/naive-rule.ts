import type { Bounds, Rule, Scalar, TopicTypes } from '../spec.ts';
import { naiveOrder, Written } from './naive-event.ts';
import { naiveMicros } from './naive-time.ts';

/** One record of a topic, as the recomputation sees it. */
export interface NaiveRecord {
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  /** Absent where it is no event of the topic at all. */
  readonly event?: { readonly text: string; readonly members: ReadonlyMap<string, unknown>; readonly type?: string };
}

/** `no`: another event; `unclear`: one that the rule concerns and cannot read. */
export type NaiveVerdict = 'no' | 'unclear' | { readonly micros: bigint; readonly per: string };

/** What a record is to a rule, word by word after docs/alerts.md. */
export function naiveVerdict(rule: Rule, { by }: TopicTypes, { timestamp, event }: NaiveRecord): NaiveVerdict {
  if (event === undefined) return 'no';
  if (rule.type !== undefined && rule.type !== event.type) return 'no';
  const told = (field: string) => (field === by ? event.type : event.members.get(field)) ?? null;
  const conditions = rule.where ?? [];
  const readable = conditions.every(({ field, type, required }) =>
    told(field) === null ? !required : type === 'any' || naiveType(told(field)).includes(type),
  );
  if (!readable) return 'unclear';
  if (!conditions.every(({ field, bounds }) => told(field) !== null && meets(told(field), bounds))) return 'no';
  let per = '';
  if (rule.per !== undefined) {
    const value = told(rule.per.field);
    if (value === null) return rule.per.required ? 'unclear' : 'no';
    if (!naiveType(value).includes(rule.per.type)) return 'unclear';
    per = value instanceof Written ? value.digits : String(value);
  }
  const micros = rule.time === undefined ? undefined : naiveMicros(event.members.get(rule.time.field), rule.time);
  if (micros !== undefined) return { micros, per };
  if (rule.time !== undefined && rule.count !== undefined) return 'unclear';
  const date = new Date(timestamp);
  if (Number.isNaN(date.getTime()) || !/^(?!0000)\d{4}-/.test(date.toISOString())) return 'unclear';
  return { micros: BigInt(timestamp) * 1_000n, per };
}

function naiveType(value: unknown): readonly string[] {
  if (value instanceof Written) return ['integer', 'number'];
  if (Array.isArray(value)) return ['array'];
  return [typeof value];
}

/** Whether a value meets each keyword. */
function meets(value: unknown, bounds: Bounds): boolean {
  return Object.entries(bounds).every(([keyword, bound]) => {
    switch (keyword) {
      case 'minimum':
        return order(value, bound) >= 0;
      case 'maximum':
        return order(value, bound) <= 0;
      case 'exclusiveMinimum':
        return order(value, bound) > 0;
      case 'exclusiveMaximum':
        return order(value, bound) < 0;
      case 'const':
        return equal(value, bound);
      case 'enum':
        return Array.isArray(bound) && bound.some((choice) => equal(value, choice));
      case 'minLength':
      case 'maxLength':
        return typeof value === 'string' && fits(Array.from(value).length, keyword, Number(bound));
      case 'minItems':
      case 'maxItems':
        return Array.isArray(value) && fits(value.length, keyword, Number(bound));
      default:
        throw new RangeError(`the recomputation does not know \`${keyword}\``);
    }
  });
}

const fits = (count: number, keyword: string, bound: number) =>
  keyword.startsWith('min') ? count >= bound : count <= bound;

const order = (value: unknown, bound: unknown): number =>
  value instanceof Written ? naiveOrder(value.digits, String(bound)) : Number.NaN;

const equal = (value: unknown, choice: Scalar): boolean =>
  value instanceof Written ? typeof choice === 'number' && order(value, choice) === 0 : value === choice;
