import { ServiceError } from '../../base/errors.ts';
import { isRecord } from '../../base/values.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

function unexpected(what: string): ServiceError {
  return new ServiceError(`The answer is not what Connect's REST API says: ${what}`, {
    hint: 'Check that the address is that of a Kafka Connect worker.',
  });
}

/** `value` as an object; anything else is an error that names `what`. */
export function object(value: unknown, what: string): JsonObject {
  if (!isRecord(value)) throw unexpected(`${what} is no object`);
  return value;
}

export function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unexpected(`${what} is no list`);
  return value;
}

export function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw unexpected(`${what} is no text`);
  return value;
}

export function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A flat configuration; servers differ in whether numbers come as text. */
export function config(value: unknown, what: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(object(value, what)).flatMap(([key, entry]) =>
      entry === null || entry === undefined ? [] : [[key, String(entry)]],
    ),
  );
}
