import { useSignal } from '@preact/signals';
import type { Intent, Verb } from '../wire/intent.ts';
import type { Problem } from '../wire/problem.ts';
import { go, parameter, withParameters } from './address.ts';
import { Confirm } from './confirm.tsx';
import { Offsets } from './offsets.tsx';
import { Refused, Shown } from './parts.tsx';
import { useOnce } from './server.ts';
import { isReadOnly, write } from './writing.ts';

const titles: Readonly<Record<Verb, string>> = {
  'restart-failed': 'Restart what failed',
  restart: 'Restart',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
};

const done: Readonly<Record<Verb, string>> = {
  'restart-failed': 'What failed was asked to start again.',
  restart: 'It was asked to start again.',
  pause: 'It was asked to pause.',
  resume: 'It was asked to go on.',
  stop: 'It was asked to stop.',
};

/** What a connector or job can be told: each shows what it would do, and asks. */
export function Actions({ name, verbs }: { name: string; verbs: readonly Verb[] }) {
  const told = useSignal('');
  if (isReadOnly() || verbs.length === 0) return null;
  const chosen = verbs.find((verb) => verb === parameter('do'));
  return (
    <>
      <nav class="chips" aria-label="What it can be told">
        {verbs.map((verb) => (
          <a
            key={verb}
            class="chip"
            href={withParameters({ do: verb })}
            aria-current={chosen === verb ? 'true' : undefined}
          >
            {titles[verb]} …
          </a>
        ))}
      </nav>
      <p role="status" class="good-line">
        {told.value}
      </p>
      {chosen !== undefined && (
        <Asking
          key={chosen}
          verb={chosen}
          name={name}
          onDone={() => {
            told.value = `${done[chosen]} Its state here follows.`;
            go(withParameters({ do: '' }), true);
          }}
        />
      )}
    </>
  );
}

function Asking({ verb, name, onDone }: { verb: Verb; name: string; onDone: () => void }) {
  const path = `/api/intents/${verb}/${encodeURIComponent(name)}`;
  const intent = useOnce<Intent>(path);
  const busy = useSignal(false);
  const refused = useSignal<Problem['error'] | undefined>(undefined);
  const confirm = async (seal: string) => {
    busy.value = true;
    const answered = await write(path, { seal });
    busy.value = false;
    if (answered.state === 'refused') refused.value = answered.problem;
    else onDone();
  };
  return (
    <Shown of={intent}>
      {({ sentences, command, offsets, seal }) => (
        <Confirm
          title={`${titles[verb]}: ${name}`}
          does={titles[verb]}
          busy={busy.value}
          onConfirm={() => confirm(seal)}
        >
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {offsets.length > 0 && <Offsets label="Its offsets" rows={offsets} />}
          <p class="quiet">
            By hand: <code>{command}</code>
          </p>
          {refused.value !== undefined && <Refused problem={refused.value} />}
        </Confirm>
      )}
    </Shown>
  );
}
