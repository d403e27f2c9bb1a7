import { canonicalJson } from '../../base/canonical.ts';

/**
 * Canonical JSON for the value of a Connect key that Connect takes as it stands: `${…}` in a text of it, such as a
 * choice of an event's field, is no reference to a config provider.
 */
export const literalJson = (value: unknown): string => canonicalJson(value).replaceAll('${', '\\u0024{');
