import { LettersLink } from '../letters/link.tsx';
import { storedHref } from '../parts.tsx';
import { ProofLine } from '../proof-line.tsx';
import { type Answered, overview } from '../server.ts';

/** What can be told of a sink while its store does not answer, and where more is told of it. */
export function Known({ name, of }: { name: string; of: Answered<unknown> }) {
  const waits = of.state === 'asking' && of.late !== undefined;
  if (of.state !== 'refused' && !waits) return null;
  const said = overview.value;
  const proof = said?.proofs[name];
  if (said?.items.every((item) => item.name !== name) !== false) return null;
  return (
    <p>
      {proof === undefined ? 'No proof of it is known.' : <ProofLine proof={proof} />}{' '}
      <a href={`/connectors/${encodeURIComponent(name)}`}>The sink itself</a> ·{' '}
      <a href={storedHref(name)}>What it stored</a>
      <LettersLink name={name} />
    </p>
  );
}
