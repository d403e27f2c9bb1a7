import { linesOf, plain } from '../../../formats/lines.ts';
import type { Store } from '../../../store/store.ts';
import type { InputFile } from './inputs.ts';

/** A longest run of letters and decimal digits. */
const WORD = /[\p{L}\p{Nd}]+/gu;

/** How often each word stands in the files, small letters for all. */
export async function countWords(files: readonly InputFile[], store: Store): Promise<Map<string, number>> {
  const words = new Map<string, number>();
  for (const { path } of files) {
    for await (const lines of linesOf(plain(await store.read(path), path))) {
      for (const line of lines) {
        for (const [word] of line.toString('utf8').toLowerCase().matchAll(WORD)) {
          words.set(word, (words.get(word) ?? 0) + 1);
        }
      }
    }
  }
  return words;
}
