import type { Diagnostic } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import type { Pointer, SourceMap } from './model.ts';

/** Where a diagnostic points: a pointer into a file, and whether its key or its value is meant. */
export interface Place {
  readonly map: SourceMap;
  readonly pointer: Pointer;
  readonly part?: 'key' | 'value';
}

interface Details {
  readonly hint?: string | undefined;
  /** The other place that belongs to the mistake, with a sentence about it. */
  readonly related?: { readonly place: Place; readonly message: string } | undefined;
}

function diagnostic(
  severity: Diagnostic['severity'],
  rule: string,
  place: Place,
  message: string,
  details: Details,
): Diagnostic {
  const at = place.map.locate(place.pointer, place.part);
  const { hint, related } = details;
  return {
    severity,
    rule,
    message,
    at,
    ...(hint === undefined ? {} : { hint }),
    ...(related === undefined
      ? {}
      : {
          related: {
            at: related.place.map.locate(related.place.pointer, related.place.part),
            message: related.message,
          },
        }),
  };
}

/** A mistake that keeps a file from being used. `rule` is documented in docs/errors.md. */
export function mistake(rule: string, place: Place, message: string, details: Details = {}): Diagnostic {
  return diagnostic('error', rule, place, message, details);
}

/** Something that works and is probably not what was meant. */
export function warning(rule: string, place: Place, message: string, details: Details = {}): Diagnostic {
  return diagnostic('warning', rule, place, message, details);
}

/** "did you mean `clicks`?", or what there is to choose from. */
export function meant(word: string, candidates: readonly string[], kindOfThing: string): string {
  const best = closest(word, candidates);
  if (best !== undefined) return `did you mean \`${best}\`?`;
  if (candidates.length === 0) return `there is no ${kindOfThing} to choose from`;
  return `choose one of: ${[...candidates].sort().join(', ')}`;
}
