import fc from 'fast-check';
import { listOf, mapOf, objectOf } from './containers.ts';
import { namesDirectories, shelf, when } from './directories.ts';
import { type Member, members, wrongMembers } from './members.ts';
import { numberShapes } from './numbers.ts';
import { optional, type Setting, type Shape } from './shape.ts';
import { spelled, way } from './spelling.ts';
import { stored } from './stored.ts';
import { textShapes } from './texts.ts';
import { timeShapes } from './times.ts';

/** A record's value and what must become of it. */
export type Sample =
  | { readonly value: Buffer; readonly line: string; readonly columns: ReadonlyMap<string, string> }
  /** Refused; `field` is the one at fault, where there is one. */
  | { readonly value: Buffer; readonly field?: string };

/** An event: its words in the YAML, the discriminator where it is a union, and records for its topic. */
export interface Event {
  readonly words: Readonly<Record<string, unknown>>;
  readonly by?: string;
  /** Every column that `layout: one` has but the coordinates. */
  readonly columns: readonly string[];
  readonly records: fc.Arbitrary<Sample>;
}

/** Shapes of single values, those of times by the zone of the event. */
export const singleShapes = (setting: Setting): readonly fc.Arbitrary<Shape>[] => [
  ...textShapes,
  ...numberShapes,
  ...timeShapes(setting),
];

/** A field of one or more of these, alone or in lists, maps and objects of up to three levels. */
function wrapped(single: fc.Arbitrary<Shape>, setting: Setting): fc.Arbitrary<Shape> {
  const inner = fc.tuple(single, fc.nat(9)).chain(([shape, choice]) => {
    if (choice === 0) return listOf(shape);
    if (choice === 1) return mapOf(shape);
    if (choice === 2) return objectOf([shape], setting);
    return fc.constant(shape);
  });
  return fc.tuple(inner, fc.nat(9)).chain(([shape, choice]) => {
    if (choice === 0) return listOf(shape);
    if (choice === 1) return mapOf(shape);
    if (choice === 2) return objectOf([shape, shape], setting);
    return fc.constant(shape);
  });
}

const names = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z][a-z_0-9]{2,8}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'déjà vu',
      'a.b',
      'a b',
      '名前',
      'from',
      'select',
      'constructor',
      'toString',
      'x"y',
      'a/b',
      '🎉',
      '-',
      '0',
      'A+B',
      '%41',
    ),
  },
);
const free = names.filter((name) => name !== namesDirectories.text && name !== namesDirectories.time);
const distinctNames = (count: number) =>
  fc.uniqueArray(free, { minLength: count, maxLength: count, selector: (name) => name.toLowerCase() });

const typeNames = ['sale', '..', '_tombstones', 'a/é b'];

/** Members around a discriminator, as words. */
const wordsOf = (fields: readonly Member[]) => Object.fromEntries(fields.map(({ name, shape }) => [name, shape.words]));

const line = (value: string) => value.replaceAll(/[\r\n]/g, ' ');

/** Values that are no JSON object at all. */
const broken: fc.Arbitrary<Sample> = fc
  .oneof(
    fc
      .constantFrom(
        '',
        ' ',
        'hello',
        '{',
        '{"a":1,}',
        "{'a':1}",
        '[1]',
        '5',
        'null',
        '"x"',
        '\ufeff{}',
        '{}{}',
        '{"a":01}',
        '{"a":NaN}',
        '{"a":"\\ud83c"}',
        '{"a":"\\udf89x"}',
        '{"a":"\\x"}',
        '{"a":"\t"}',
        `{"a":${'['.repeat(101)}${']'.repeat(101)}}`,
      )
      .map((one) => Buffer.from(one)),
    fc
      .constantFrom(
        '7b2261223a22ff227d',
        '7b2261223a22c0af227d',
        '7b2261223a22eda080227d',
        '7b2261223a22e282227d',
        '7b2261223a22f4908080227d',
      )
      .map((hex) => Buffer.from(hex, 'hex')),
    fc.uint8Array({ minLength: 1, maxLength: 30 }).map((bytes) => Buffer.from([0xff, ...bytes])),
  )
  .map((value) => ({ value }));

const good = (
  written: fc.Arbitrary<{ text: string; line?: string; row: readonly (readonly [string, string])[] }>,
): fc.Arbitrary<Sample> =>
  written.map((one) => ({ value: Buffer.from(one.text), line: line(one.line ?? one.text), columns: new Map(one.row) }));

const refused = (written: fc.Arbitrary<{ text: string; field: string }>): fc.Arbitrary<Sample> =>
  written.map(({ text: value, field }) => ({ value: Buffer.from(value), field }));

const mixed = (right: fc.Arbitrary<Sample>, wrong: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> =>
  fc.oneof({ weight: 12, arbitrary: right }, { weight: 2, arbitrary: wrong }, { weight: 1, arbitrary: broken });

const memberOf = (name: string, shape: Shape, isOptional: boolean): Member => ({
  name,
  shape: isOptional ? optional(shape) : shape,
  optional: isOptional,
});

interface Parts {
  readonly setting: Setting;
  readonly common: readonly Member[];
}

const head = ({ keepsUnknown, zone }: Setting) => ({
  ...(keepsUnknown ? {} : { unknown: 'reject' }),
  ...(zone === 'UTC' ? {} : { timezone: zone }),
});

function plainEvent({ setting, common }: Parts): Event {
  return {
    words: { ...head(setting), fields: wordsOf(common) },
    columns: [...common.map(({ name }) => name), ...(setting.keepsUnknown ? ['_rest'] : [])],
    records: mixed(good(members(common, setting)), refused(wrongMembers(common, setting))),
  };
}

/** A union: the first common field is the discriminator; one type has another spelling. */
function unionEvent({ setting, common }: Parts, own: readonly (readonly Member[])[], by: string): Event {
  const types = own.map((fields, n) => ({ name: typeNames[n] ?? `type${n}`, fields }));
  const alias = 'SALE!';
  const told = (name: string): Shape => ({
    words: { type: 'string' },
    good: fc.tuple(way, fc.nat(3)).map(([how, choice]) => ({
      text: spelled(name === 'sale' && choice === 0 ? alias : name, how),
      stored: stored.text(name),
    })),
    bad: fc.constantFrom({ text: '"none"' }, { text: '7' }, { text: 'null' }),
  });
  const all = types.map(({ name, fields }) => [memberOf(by, told(name), false), ...common, ...fields]);
  const others = types.flatMap(({ fields }) => fields.map((field) => field.name));
  const aliased = /("(?:[^"\\]|\\.)*")/g;
  const asStored = (value: string) => value.replaceAll(aliased, (one) => (JSON.parse(one) === alias ? '"sale"' : one));
  const right = all.map((fields) =>
    good(
      members(
        fields,
        setting,
        others.filter((name) => !fields.some((field) => field.name === name)),
      ).map((one) => ({ ...one, line: asStored(one.text) })),
    ),
  );
  return {
    words: {
      ...head(setting),
      by,
      fields: { [by]: 'string', ...wordsOf(common) },
      types: Object.fromEntries(types.map(({ name, fields }) => [name, wordsOf(fields)])),
      aliases: { [alias]: 'sale' },
    },
    by,
    columns: [by, ...common.map(({ name }) => name), ...others, ...(setting.keepsUnknown ? ['_rest'] : [])],
    records: mixed(fc.oneof(...right), fc.oneof(...all.map((fields) => refused(wrongMembers(fields, setting))))),
  };
}

/** An event of fields of these shapes, which setting it has told by `n`; every third one is a union. */
export function eventOf(n: number, setting: Setting, singles: readonly fc.Arbitrary<Shape>[]): fc.Arbitrary<Event> {
  const shapes = fc.tuple(...singles.map((single) => wrapped(single, setting)));
  const optionals = fc.array(fc.boolean(), { minLength: singles.length, maxLength: singles.length });
  const named = fc
    .tuple(shelf, when)
    .map(([one, other]) => [
      { name: namesDirectories.text, shape: one, optional: true },
      memberOf(namesDirectories.time, other, false),
    ]);
  return fc.tuple(shapes, optionals, distinctNames(singles.length + 1), named).map(([all, maybe, called, directed]) => {
    const fields = all.map((shape, place) => memberOf(called[place] ?? '', shape, maybe[place] === true));
    if (n % 3 !== 2) return plainEvent({ setting, common: [...directed, ...fields] });
    const third = Math.ceil(fields.length / 3);
    const own = [fields.slice(third, 2 * third), fields.slice(2 * third), [], []];
    return unionEvent({ setting, common: [...directed, ...fields.slice(0, third)] }, own, called.at(-1) ?? 'by');
  });
}
