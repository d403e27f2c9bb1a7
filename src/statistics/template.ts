import { member, type Values } from '../base/values.ts';

const PLACE = /\{([^{}]*)\}/g;

/** The fields that a template names. */
export const fieldsIn = (template: string): readonly string[] =>
  [...template.matchAll(PLACE)].map(([, name = '']) => name);

/** The template with the values of an event; a field that it lacks leaves a dash. */
export const fill = (template: string, fields: Values): string =>
  template.replace(PLACE, (_, name: string) => textOf(member(fields, name)));

/** A value as a person reads it. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
