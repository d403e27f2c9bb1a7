const consonants = [...'bcdfghjklmnpqrstvwxz'];
const vowels = [...'aeiouyéèêô'];
const syllables = consonants.flatMap((consonant) => vowels.map((vowel) => consonant + vowel));

/** Word `index`; no two are the same, since each syllable is two letters long and the number can be read back. */
export function wordAt(index: number): string {
  let word = '';
  // At least two syllables.
  for (let rest = index + syllables.length; rest > 0; rest = Math.floor(rest / syllables.length)) {
    word = (syllables[rest % syllables.length] ?? '') + word;
  }
  return word;
}

/** Numbers in [0, 1) that depend on nothing but the seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The smallest step from `from` up that reaches each of `count` places when they are gone through in a circle. */
function coprime(from: number, count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = from;
  while (divisor(step, count) !== 1) step++;
  return step;
}

const CHUNK = 1 << 16;

/** Roughly what a word takes with what follows it: below that per word, a text would be a list. */
export const LEAST_BYTES_PER_WORD = 20;

/**
 * A text of sentences, as UTF-8: at least `bytes` long, with exactly `words` different words (letters only, capitals at
 * the start of sentences), the frequent ones much more frequent than the rare. The same arguments make the same text.
 */
export function* generatedText(bytes: number, words: number, seed: number): Generator<Buffer> {
  const next = random(seed);
  const step = coprime(Math.floor(words * 0.618) + 1, words);
  // By rank: the first is the most frequent.
  const vocabulary = Array.from({ length: words }, (_, rank) => wordAt((rank * step + seed) % words));
  let text = '';
  let flushed = 0;
  let introduced = 0;
  let left = 0;
  const length = () => flushed + text.length;
  while (introduced < words || left > 0 || length() < bytes) {
    const begins = left === 0;
    if (begins) left = 4 + Math.floor(next() * 13);
    // Each word once at its time; between those, words drawn with a probability of about 1 / rank.
    const due = introduced < words && introduced <= (length() / bytes) * words;
    const rank = due ? introduced++ : Math.floor(words ** next()) - 1;
    const chosen = vocabulary[rank] ?? '';
    left--;
    text += begins ? chosen.charAt(0).toUpperCase() + chosen.slice(1) : chosen;
    text += left > 0 ? (next() < 0.1 ? ', ' : ' ') : next() < 0.2 ? '.\n' : '. ';
    if (text.length < CHUNK) continue;
    const chunk = Buffer.from(text, 'utf8');
    flushed += chunk.length;
    text = '';
    yield chunk;
  }
  yield Buffer.from(text, 'utf8');
}
