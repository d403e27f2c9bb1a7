import { listOf, member } from '../base/values.ts';
import type { Pointer } from '../language/model.ts';
import type { SectionRead } from '../language/section-words.ts';

/** The topics that the entries of a section name under `from`, each once, and where. */
export function topicsOfEntries(
  entries: readonly (readonly [string, unknown])[],
): Required<Pick<SectionRead, 'from' | 'places'>> {
  const places = new Map<string, Pointer>();
  for (const [name, entry] of entries) {
    const from = listOf(member(entry, 'from'));
    for (const [index, topic] of from.entries()) {
      if (!places.has(topic)) places.set(topic, from.length > 1 ? [name, 'from', index] : [name, 'from']);
    }
  }
  return { from: [...places.keys()], places: [...places.values()] };
}
