import type { GlobalOptions } from '../../base/context.ts';
import type { Action } from './verb.ts';

/** An action that is carried out where engines and sidecars are: in the tool's container, where Docker Compose runs the cluster. */
export const inside = async <Options extends GlobalOptions>(
  words: (options: Options) => readonly string[],
  load: () => Promise<Action<Options>>,
): Promise<Action<Options>> => (await import('../shared/inside.ts')).fromInside(words, await load());
