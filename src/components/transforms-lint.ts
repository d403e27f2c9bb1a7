import type { Diagnostic } from '../base/errors.ts';
import { mistake } from '../language/diagnostic.ts';
import type { KindInput } from './kind-input.ts';

/** Transforms that leave the record's value, and whether there is one, alone. */
const harmless = ['RegexRouter', 'TimestampRouter', 'InsertHeader', 'DropHeaders', 'SetSchemaMetadata'];

/** A sink that stores each record as it is takes no transforms that would change what verify compares. */
export function lintTransforms({ declaration: { map, pointer, transforms } }: KindInput): Diagnostic[] {
  return transforms.flatMap(({ type = '' }, index) => {
    const name = type.slice(type.lastIndexOf('.') + 1).replace(/\$(Key|Value)$/, '');
    if (harmless.includes(name) || type.endsWith('$Key')) return [];
    const place = { map, pointer: [...pointer, 'transforms', index, 'type'] };
    const message = `\`${name}\` changes or drops values, and this sink stores values as they stand in the topic`;
    const hint = 'transform in the source, or write the result to a topic of its own';
    return [mistake('value-changing-transform', place, message, { hint })];
  });
}
