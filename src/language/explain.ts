import type { ErrorObject } from 'ajv';
import type { Diagnostic } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import { unitMeant, unitTitles } from '../base/units.ts';
import { isRecord } from '../base/values.ts';
import { mistake, type Place } from './diagnostic.ts';
import { meantKey } from './foreign-words.ts';
import { keyMistakeHint, missingHint, valueMistakeHint } from './hints.ts';
import { isSecretPlace } from './mask.ts';
import type { Pointer, SourceMap } from './model.ts';
import { reduceAlternatives } from './reduce-alternatives.ts';
import { withoutPasswords } from './secret.ts';
import { patternHint } from './value-hint.ts';

/** Turns what ajv found in `value` into sentences with places: one per mistake a person made. */
export function explain(errors: readonly ErrorObject[], value: unknown, map: SourceMap): Diagnostic[] {
  const reduced = reduceAlternatives(errors.filter((error) => error.keyword !== 'propertyNames'));
  const unknown = reduced.filter((error) => error.keyword === 'additionalProperties');
  const seen = new Set<string>();
  return reduced
    .filter((error) => !followsFromUnknownKey(error, unknown))
    .map((error) => sentence(error, pointerOf(error.instancePath, value), value, map))
    .filter((diagnostic) => {
      const key = `${diagnostic.at.line}:${diagnostic.at.column} ${diagnostic.message}`;
      return !seen.has(key) && Boolean(seen.add(key));
    });
}

/** A misspelt key is one mistake, not two: the missing one is not told as well. */
function followsFromUnknownKey(error: ErrorObject, unknown: readonly ErrorObject[]): boolean {
  const here = unknown.filter((other) => other.instancePath === error.instancePath);
  if (error.keyword === 'oneOf') return here.length > 0 && error.params.passingSchemas === null;
  if (error.keyword !== 'required') return false;
  const missing: string = error.params.missingProperty;
  return here.some((other) => {
    const unknown = String(other.params.additionalProperty);
    return meantKey(unknown, [missing]) !== undefined || closest(unknown, [missing]) !== undefined;
  });
}

/** The keys and indexes of a JSON pointer; an index where `value` has a list. */
export function pointerOf(instancePath: string, value: unknown): Pointer {
  let node = value;
  return instancePath
    .split('/')
    .slice(1)
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(node)) {
        node = node[Number(key)];
        return Number(key);
      }
      node = isRecord(node) ? node[key] : undefined;
      return key;
    });
}

function sentence(error: ErrorObject, pointer: Pointer, root: unknown, map: SourceMap): Diagnostic {
  const { keyword, params, parentSchema, data } = error;
  const place: Place = { map, pointer };
  const key: Place = { map, pointer, part: 'key' };
  const last = pointer.at(-1);
  const name = typeof last === 'number' ? `item ${last + 1} of \`${pointer.at(-2)}\`` : `\`${last ?? 'the file'}\``;
  const title = isRecord(parentSchema) && typeof parentSchema.title === 'string' ? parentSchema.title : undefined;

  if (keyword === 'additionalProperties') {
    const unknown = String(params.additionalProperty);
    return mistake('unknown-key', { map, pointer: [...pointer, unknown], part: 'key' }, `unknown key \`${unknown}\``, {
      hint: keyMistakeHint(error, unknown, pointer, root),
    });
  }
  if (keyword === 'required') {
    const where = last === undefined ? 'this file' : name;
    const hint = missingHint(error, pointer, root);
    return mistake('missing-key', key, `${where} lacks \`${params.missingProperty}\``, { hint });
  }
  if (keyword === 'oneOf' && Array.isArray(error.schema)) return kindSentence(error, name, key);
  if (error.propertyName !== undefined) {
    const wrong = { map, pointer: [...pointer, error.propertyName], part: 'key' } as const;
    return mistake('bad-name', wrong, `\`${error.propertyName}\` cannot stand here: it must be ${title ?? 'a name'}`);
  }
  if (title !== undefined && (keyword === 'type' || keyword === 'pattern')) {
    const rule = unitTitles.includes(title) ? 'bad-unit' : 'bad-value';
    const unit = rule === 'bad-unit' || title.startsWith('a rate') ? unitMeant(title, data) : undefined;
    const hint =
      unit === undefined
        ? valueMistakeHint(error, [params.type].flat().map(String), pointer, root)
        : `write \`${unit}\``;
    return mistake(rule, place, `${name} must be ${title}, not ${found(data, pointer)}`, { hint });
  }
  if (keyword === 'type') {
    const types: readonly string[] = [params.type].flat();
    const message = `${name} must be ${types.map(inWords).join(' or ')}, not ${found(data, pointer)}`;
    return mistake('wrong-type', place, message, { hint: valueMistakeHint(error, types, pointer, root) });
  }
  if (keyword === 'enum' || keyword === 'const') {
    const allowed = keyword === 'enum' ? [params.allowedValues].flat() : [params.allowedValue];
    return mistake('bad-value', place, `${name} cannot be ${found(data, pointer)}`, {
      hint: valueMistakeHint(error, allowed.map(String), pointer, root),
    });
  }
  const { message, hint = isSecretPlace(pointer) ? undefined : patternHint(data, parentSchema) } = limitInWords(error);
  return mistake('bad-value', place, `${name} ${message}`, { hint });
}

function kindSentence(error: ErrorObject, name: string, place: Place): Diagnostic {
  const kinds = [error.schema]
    .flat()
    .flatMap((branch) => (isRecord(branch) ? [branch.required].flat().map(String) : []));
  const present = kinds.filter((kind) => isRecord(error.data) && Object.hasOwn(error.data, kind));
  return present.length === 0
    ? mistake('missing-kind', place, `${name} does not say what it is`, { hint: `add one of: ${kinds.join(', ')}` })
    : mistake('two-kinds', place, `${name} is ${present.join(' and ')} at once`, {
        hint: `leave \`${present.at(-1)}\` out, or make two entries of it`,
      });
}

function limitInWords({ keyword, params, message }: ErrorObject): { readonly message: string; readonly hint?: string } {
  const { limit } = params;
  switch (keyword) {
    case 'minimum':
    case 'maximum':
      return { message: `must be at ${keyword === 'minimum' ? 'least' : 'most'} ${limit}`, hint: `write \`${limit}\`` };
    case 'exclusiveMinimum':
      return { message: `must be above ${limit}`, hint: `write \`${limit + 1}\`` };
    case 'exclusiveMaximum':
      return { message: `must be below ${limit}`, hint: `write \`${limit - 1}\`` };
    case 'minItems':
    case 'minProperties':
      return { message: `must have at least ${limit} ${limit === 1 ? 'entry' : 'entries'}` };
    case 'uniqueItems':
      return { message: 'has the same item twice' };
    case 'format':
      return params.format === 'date-time'
        ? { message: 'is not of the format date-time', hint: 'write `2026-01-31T12:00:00Z`, in this form' }
        : {
            message:
              params.format === 'regex' ? 'is not a regular expression' : `is not of the format ${params.format}`,
          };
    default:
      return { message: message ?? 'is not valid' };
  }
}

const words: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'empty',
};

const inWords = (type: string): string => words[type] ?? type;

function found(data: unknown, pointer: Pointer): string {
  if (data === null || data === undefined) return 'empty';
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'object') return 'a mapping';
  if (isSecretPlace(pointer)) return 'this value';
  const shown = withoutPasswords(String(data));
  return `${typeof data === 'string' ? 'the text' : typeof data === 'number' ? 'the number' : 'the value'} \`${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}\``;
}
