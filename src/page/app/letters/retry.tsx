import { useSignal } from '@preact/signals';
import type { DeadLettersPage, RetryIntent } from '../../wire/dead-letters.ts';
import type { Problem } from '../../wire/problem.ts';
import type { WorkLine } from '../../wire/work.ts';
import { go, parameter, withParameters } from '../address.ts';
import { Confirm } from '../confirm.tsx';
import { Prose, Refused, Shown } from '../parts.tsx';
import { useOnce } from '../server.ts';
import { isReadOnly, useWork, write } from '../writing.ts';
import { lettersPath } from './path.ts';

/** Tries dead letters again: what would be tried is shown first, then how far it is, and what came of it. */
export function Retry({ page: { name, refused, retrying }, waiting }: { page: DeadLettersPage; waiting: number }) {
  const started = useSignal(0);
  const { latest, isBusy } = useWork(`${lettersPath(name)}/retrying`, started.value + Number(retrying));
  const asks = parameter('do') === 'retry' && !isBusy;
  return (
    <>
      <Told latest={latest} />
      {waiting > 0 && refused !== undefined && <Impossible why={refused} />}
      {waiting > 0 && refused === undefined && isReadOnly() && (
        <p class="quiet">
          This page only reads: <code>pipeline deadletters retry {name}</code> tries them again.
        </p>
      )}
      {waiting > 0 && refused === undefined && !isReadOnly() && !asks && !isBusy && (
        <nav class="chips" aria-label="What can be done with them">
          <a class="chip" href={withParameters({ do: 'retry' })}>
            Retry …
          </a>
        </nav>
      )}
      {asks && refused === undefined && !isReadOnly() && (
        <Asking
          name={name}
          onDone={() => {
            started.value++;
            go(withParameters({ do: '' }), true);
          }}
        />
      )}
    </>
  );
}

function Told({ latest }: { latest: WorkLine | undefined }) {
  if (latest !== undefined && 'error' in latest) return <Refused problem={latest.error} />;
  const ended = latest !== undefined && 'ended' in latest;
  return (
    <p role="status" class={`lines ${ended && latest.words !== '' ? 'good-line' : ''}`}>
      {latest?.words}
    </p>
  );
}

/** Why the sink cannot try them again, with the way out. */
function Impossible({ why: { message, hint } }: { why: Problem['error'] }) {
  return (
    <div class="notice">
      <strong>They cannot be tried again:</strong> <Prose text={message} />
      {hint !== undefined && (
        <p>
          <Prose text={hint} />
        </p>
      )}
    </div>
  );
}

function Asking({ name, onDone }: { name: string; onDone: () => void }) {
  const refused = useSignal<Problem['error'] | undefined>(undefined);
  const round = useSignal(0);
  const busy = useSignal(false);
  const reason = parameter('reason');
  const path = `${lettersPath(name)}/retry?reason=${encodeURIComponent(reason)}`;
  const confirm = async (seal: string) => {
    busy.value = true;
    const answered = await write(path, { seal });
    busy.value = false;
    if (answered.state !== 'refused') return onDone();
    refused.value = answered.problem;
    round.value++;
  };
  return (
    <>
      {refused.value !== undefined && <Refused problem={refused.value} />}
      <Plan key={`${path} ${round.value}`} path={path} name={name} busy={busy.value} onConfirm={confirm} />
    </>
  );
}

interface Planned {
  readonly path: string;
  readonly name: string;
  readonly busy: boolean;
  readonly onConfirm: (seal: string) => void;
}

function Plan({ path, name, busy, onConfirm }: Planned) {
  return (
    <Shown of={useOnce<RetryIntent>(path)}>
      {({ sentences, command, tried, seal }) => (
        <Confirm title={`Retry: ${name}`} does="Retry" busy={busy || tried === 0} onConfirm={() => onConfirm(seal)}>
          {sentences.map((sentence) => (
            <p key={sentence}>
              <Prose text={sentence} />
            </p>
          ))}
          <p class="quiet">
            By hand: <code>{command}</code>
          </p>
        </Confirm>
      )}
    </Shown>
  );
}
