import { encodings } from '../encodings/encodings.ts';
import type { PlugIns } from '../language/schema.ts';
import { engines } from './engines.ts';
import { hosted } from './hosted.ts';
import { kinds } from './kinds.ts';

/** Everything that adds words to the language, out of its registries. */
export const plugIns = (): PlugIns => ({
  kinds: kinds.all,
  engines: engines.all,
  formats: encodings.all,
  sections: hosted.all.flatMap(({ section }) => section ?? []),
});
