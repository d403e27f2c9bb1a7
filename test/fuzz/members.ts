import fc from 'fast-check';
import type { Bad, Good, Setting, Shape } from './shape.ts';
import { anyJson, gap, spelled, text, way } from './spelling.ts';
import { stored } from './stored.ts';

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
}

/** An object as JSON text, and its columns by name. */
export interface Written {
  readonly text: string;
  readonly row: readonly (readonly [string, string])[];
}

const absent: Good = { text: '', stored: '~' };

const valueOrAbsent = ({ shape, optional }: Member): fc.Arbitrary<Good> =>
  optional ? fc.oneof({ weight: 5, arbitrary: shape.good }, { weight: 1, arbitrary: fc.constant(absent) }) : shape.good;

/** Members that no contract declares, as they stand; names that columns of the sink have are among them. */
function undeclared(names: ReadonlySet<string>, borrowed: readonly string[]): fc.Arbitrary<readonly string[]> {
  const name = fc
    .oneof(text, fc.constantFrom('_rest', 'kafka_offset', 'constructor', ...borrowed))
    .filter((one) => !names.has(one));
  const some = fc
    .uniqueArray(fc.tuple(name, anyJson, way), { minLength: 1, maxLength: 3, selector: ([one]) => one })
    .map((all) => all.map(([one, value, how]) => `${spelled(one, how)}${gap(how, 1)}:${gap(how, 2)}${value}`));
  return fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some });
}

/** Deals the members anew, their order told by `how`; those that no contract declares keep theirs. */
function shuffled(declared: readonly string[], rest: readonly string[], how: number): readonly string[] {
  const turned = declared.map((_, n) => declared[(n + how) % declared.length] ?? '');
  const cut = turned.length === 0 ? 0 : (how >>> 5) % (turned.length + 1);
  return [...turned.slice(0, cut), ...rest, ...turned.slice(cut)];
}

const objectText = (all: readonly string[], how: number) =>
  `${gap(how, 5)}{${gap(how, 6)}${all.join(`${gap(how, 7)},${gap(how, 8)}`)}${gap(how, 9)}}${gap(how, 10)}`;

/**
 * Objects with these members: values in any order and spelling, optional ones absent now and then, and undeclared ones
 * where the setting keeps them; `borrowed` are names that these often have.
 */
export function members(
  fields: readonly Member[],
  { keepsUnknown }: Setting,
  borrowed: readonly string[] = [],
): fc.Arbitrary<Written> {
  const rest = keepsUnknown ? undeclared(new Set(fields.map(({ name }) => name)), borrowed) : fc.constant([]);
  return fc.tuple(fc.tuple(...fields.map(valueOrAbsent)), rest, way).map(([values, others, how]) => {
    const declared = fields.flatMap(({ name }, n) => {
      const value = values[n] ?? absent;
      return value.text === '' ? [] : [`${spelled(name, how >>> n)}${gap(how, n)}:${gap(how, n + 1)}${value.text}`];
    });
    const kept = others.length === 0 ? stored.nothing : stored.text(`{${others.join(',')}}`);
    return {
      text: objectText(shuffled(declared, others, how), how),
      row: [
        ...fields.map(({ name }, n): [string, string] => [name, (values[n] ?? absent).stored]),
        ...(keepsUnknown ? [['_rest', kept] as const] : []),
      ],
    };
  });
}

/** Objects in which exactly one member is wrong: its value, its absence, or that it stands twice or undeclared. */
export function wrongMembers(
  fields: readonly Member[],
  { keepsUnknown }: Setting,
): fc.Arbitrary<Bad & { readonly field: string }> {
  const faults = fields.flatMap((field) => {
    const { name, shape, optional } = field;
    const others = fields.filter((one) => one !== field);
    const among = (wrong: fc.Arbitrary<readonly string[]>) =>
      fc.tuple(fc.tuple(...others.map(valueOrAbsent)), wrong, way).map(([values, written, how]) => {
        const right = others.flatMap((other, n) => {
          const value = values[n] ?? absent;
          return value.text === '' ? [] : [`${JSON.stringify(other.name)}:${value.text}`];
        });
        return { text: objectText(shuffled([...right, ...written], [], how), how), field: name };
      });
    return [
      ...(shape.bad === undefined ? [] : [among(shape.bad.map((value) => [`${JSON.stringify(name)}:${value.text}`]))]),
      ...(optional ? [] : [among(fc.constant([]))]),
      among(
        fc
          .tuple(shape.good, way)
          .map(([value, how]) => [`${JSON.stringify(name)}:${value.text}`, `${spelled(name, how)}:${value.text}`]),
      ),
      ...(keepsUnknown
        ? []
        : [
            among(shape.good.map((value) => [`${JSON.stringify(name)}:${value.text}`, '"undeclared":1'])).map(
              (one) => ({ ...one, field: 'undeclared' }),
            ),
          ]),
    ];
  });
  return fc.oneof(...faults);
}
