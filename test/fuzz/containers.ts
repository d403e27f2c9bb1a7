import fc from 'fast-check';
import { members, wrongMembers } from './members.ts';
import { notA, optional, type Setting, type Shape } from './shape.ts';
import { gap, spelled, text, way } from './spelling.ts';
import { stored } from './stored.ts';

const maybe = (shape: Shape, isOptional: boolean): Shape => (isOptional ? optional(shape) : shape);

/** A list whose items have this shape. */
export const listOf = (shape: Shape): fc.Arbitrary<Shape> =>
  fc
    .tuple(fc.boolean(), fc.nat(2), fc.integer({ min: 1, max: 4 }), fc.boolean())
    .map(([nullable, least, more, bounded]) => {
      const item = maybe(shape, nullable);
      const [min, max] = bounded ? [least, least + more] : [0, 4];
      const items = (from: number, to: number) => fc.array(item.good, { minLength: from, maxLength: to });
      const written = (texts: readonly string[], how: number) => `[${gap(how, 0)}${texts.join(`,${gap(how, 1)}`)}]`;
      const wrongItem =
        item.bad === undefined
          ? []
          : [
              fc
                .tuple(items(min, max - 1), item.bad)
                .map(([all, wrong]) => ({ text: written([...all.map((one) => one.text), wrong.text], 1) })),
            ];
      const wrongCount = bounded
        ? [
            items(max + 1, max + 2).map((all) => ({
              text: written(
                all.map((one) => one.text),
                1,
              ),
            })),
          ]
        : [];
      return {
        words: { type: 'array', items: item.words, ...(bounded ? { minItems: min, maxItems: max } : {}) },
        good: fc.tuple(items(min, max), way).map(([all, how]) => ({
          text: written(
            all.map((one) => one.text),
            how,
          ),
          stored: stored.list(all.map((one) => one.stored)),
        })),
        bad: fc.oneof(notA('list'), ...wrongItem, ...wrongCount),
      };
    });

/** An object of any names whose values have this shape. */
export const mapOf = (shape: Shape): fc.Arbitrary<Shape> =>
  fc.boolean().map((nullable) => {
    const value = maybe(shape, nullable);
    const entries = fc.uniqueArray(fc.tuple(text, value.good), { maxLength: 4, selector: ([key]) => key });
    const written = (all: readonly (readonly [string, string])[], how: number) =>
      `{${all.map(([key, one], n) => `${gap(how, n)}${spelled(key, how >>> n)}:${gap(how, n + 3)}${one}`).join(',')}}`;
    const twice = fc.tuple(text, value.good).map(([key, one]) => ({
      text: written(
        [
          [key, one.text],
          [key, one.text],
        ],
        2,
      ),
    }));
    const wrongValue =
      value.bad === undefined
        ? []
        : [fc.tuple(text, value.bad).map(([key, wrong]) => ({ text: written([[key, wrong.text]], 0) }))];
    return {
      words: { type: 'map', values: value.words },
      good: fc.tuple(entries, way).map(([all, how]) => ({
        text: written(
          all.map(([key, one]) => [key, one.text]),
          how,
        ),
        stored: stored.map(all.map(([key, one]) => [key, one.stored])),
      })),
      bad: fc.oneof(
        notA('object').filter(({ text: one }) => !one.startsWith('{')),
        twice,
        ...wrongValue,
      ),
    };
  });

/** An object of known names, which carries its undeclared members with it. */
export const objectOf = (shapes: readonly Shape[], setting: Setting): fc.Arbitrary<Shape> =>
  fc.array(fc.boolean(), { minLength: shapes.length, maxLength: shapes.length }).map((optionals) => {
    const fields = shapes.map((shape, n) => ({
      name: `f${n}`,
      shape: maybe(shape, optionals[n] === true),
      optional: optionals[n] === true,
    }));
    return {
      words: { type: 'object', fields: Object.fromEntries(fields.map(({ name, shape }) => [name, shape.words])) },
      good: members(fields, setting).map(({ text: value, row }) => ({ text: value, stored: stored.row(row) })),
      bad: fc.oneof(
        notA('object').filter(({ text: one }) => !one.startsWith('{')),
        wrongMembers(fields, setting),
      ),
    };
  });
