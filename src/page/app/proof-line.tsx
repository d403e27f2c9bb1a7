import type { Proven } from '../wire.ts';
import { age } from './text.ts';

const words = (ok: boolean | null) => {
  if (ok === null) return 'not provable';
  return ok ? 'proven' : 'not proven';
};
const tone = (ok: boolean | null) => {
  if (ok === null) return 'quiet';
  return ok ? 'good' : 'bad';
};

/** What a proof found, and how old it is. */
export function ProofLine({ proof: { ok, words: said, time } }: { proof: Proven }) {
  return (
    <>
      <span class={`state ${tone(ok)}`}>{words(ok)}</span> {said} <small class="quiet">{age(time, Date.now())}</small>
    </>
  );
}
