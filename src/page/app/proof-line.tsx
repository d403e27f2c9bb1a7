import type { Proven } from '../wire/overview.ts';
import { age } from './text.ts';

/** A proof in a word, and the tone of it. */
export function verdictOf({ ok, empty }: Proven): { readonly word: string; readonly tone: 'quiet' | 'good' | 'bad' } {
  if (ok === null) return { word: 'not provable', tone: 'quiet' };
  if (empty) return { word: 'nothing to prove', tone: 'quiet' };
  return ok ? { word: 'proven', tone: 'good' } : { word: 'not proven', tone: 'bad' };
}

/** What a proof found, and how old it is. */
export function ProofLine({ proof }: { proof: Proven }) {
  const { word, tone } = verdictOf(proof);
  return (
    <>
      <span class={`state ${tone}`}>{word}</span> {proof.words}{' '}
      <small class="quiet">{age(proof.time, Date.now())}</small>
    </>
  );
}
