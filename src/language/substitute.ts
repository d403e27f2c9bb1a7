import type { Diagnostic } from '../base/errors.ts';
import { own } from '../base/values.ts';
import { meant, mistake } from './diagnostic.ts';
import type { Pointer, SourceMap } from './model.ts';

export type Scalar = string | number | boolean;

/** What the references of a file stand for. */
export interface Values {
  readonly vars: Readonly<Record<string, Scalar>>;
  readonly services: Readonly<Record<string, string>>;
  /** The reference by which the cluster's workers find a secret. */
  secret(name: string): string;
  /** Whether the field at `pointer` hides what it holds. */
  hides(pointer: Pointer): boolean;
}

export interface Substituted {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** Names used as `${cluster:NAME}`. */
  readonly services: readonly string[];
  /** Pointers of text that became a number or a boolean, with that text. */
  readonly retyped: readonly { readonly pointer: Pointer; readonly text: string }[];
}

const reference = /\$\{(var|cluster|secret):([^}]*)\}/g;
const whole = /^\$\{var:([^}]*)\}$/;

/**
 * Replaces `${var:…}`, `${cluster:…}` and `${secret:…}` in every value (never in keys); a variable may hold
 * `${cluster:…}`. Any other `${…}` is left alone.
 */
export function substitute(value: unknown, map: SourceMap, values: Values): Substituted {
  const diagnostics: Diagnostic[] = [];
  const services = new Set<string>();
  const retyped: { pointer: Pointer; text: string }[] = [];

  const replaceOne = (text: string, type: string, name: string, pointer: Pointer): string => {
    const place = { map, pointer };
    if (type === 'secret') {
      if (values.hides(pointer)) return values.secret(name);
      const message = `the secret \`${name}\` stands in a field that does not hide it: it would be readable in Connect`;
      diagnostics.push(
        mistake('exposed-secret', place, message, { hint: 'use the field of this kind that is meant for it' }),
      );
      return text;
    }
    if (type === 'cluster') {
      services.add(name);
      const address = own(values.services, name);
      if (address !== undefined) return address;
      const hint = `${meant(name, Object.keys(values.services), 'service')} (or start it: pipeline up --with ${name})`;
      diagnostics.push(mistake('unknown-service', place, `this cluster has no service \`${name}\``, { hint }));
      return text;
    }
    const variable = own(values.vars, name);
    if (variable !== undefined) {
      return String(variable).replace(/\$\{(cluster):([^}]*)\}/g, (_, kind, service) =>
        replaceOne(text, kind, service, pointer),
      );
    }
    const hint = `${meant(name, Object.keys(values.vars), 'variable').replace(/\?$/, '')}, or give it: --var ${name}=VALUE`;
    diagnostics.push(mistake('undefined-variable', place, `the variable \`${name}\` has no value`, { hint }));
    return text;
  };

  const replaceText = (text: string, pointer: Pointer): Scalar => {
    const replaced = text.replace(reference, (match, type: string, name: string) =>
      replaceOne(match, type, name, pointer),
    );
    if (!whole.test(text) || replaced === text) return replaced;
    const scalar = readScalar(replaced);
    if (typeof scalar !== 'string') retyped.push({ pointer, text: replaced });
    return scalar;
  };

  const walk = (node: unknown, pointer: Pointer): unknown => {
    if (typeof node === 'string') return replaceText(node, pointer);
    if (Array.isArray(node)) return node.map((item, index) => walk(item, [...pointer, index]));
    if (typeof node === 'object' && node !== null) {
      return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, walk(item, [...pointer, key])]));
    }
    return node;
  };

  return { value: walk(value, []), diagnostics, services: [...services].sort(), retyped };
}

/** A variable from the command line is text; `${var:N}` alone means the number or boolean that it spells. */
function readScalar(text: string): Scalar {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text !== '' && String(number) === text && Number.isFinite(number) ? number : text;
}
