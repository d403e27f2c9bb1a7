import type { Clock } from '../base/context.ts';
import { appendLink } from './append-link.ts';
import type { CommittingSink } from './committed-files.ts';

/**
 * Writes down that committed files no longer count, before they are removed: a `retire` link after the chain's tip.
 * RefusedError as of `appendLink`.
 */
export async function retireFiles(
  sink: CommittingSink,
  topic: string,
  partition: number,
  paths: readonly string[],
  clock: Clock,
): Promise<void> {
  await appendLink(sink, { topic, partition }, clock, 'removed', ({ ranges }) => {
    const live = new Set(ranges.flatMap(({ files }) => files.map(({ path }) => path)));
    const retired = paths.filter((path) => live.has(path));
    return retired.length === 0 ? undefined : { kind: 'retire', retired };
  });
}
