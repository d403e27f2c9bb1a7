import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Problem } from '../wire/problem.ts';
import { go, parameter, withParameters } from './address.ts';
import { Confirm } from './confirm.tsx';
import type { PlanJson } from './pages/plan.tsx';
import { Refused } from './parts.tsx';
import { plural } from './text.ts';
import { isReadOnly, useWork, write } from './writing.ts';

/** Applies the plan as it is shown, and tells how far it is. */
export function Apply({ seal, plan }: { seal: string; plan: PlanJson }) {
  const round = useSignal(0);
  const refused = useSignal<Problem['error'] | undefined>(undefined);
  const { latest: line, isBusy } = useWork('/api/plan/applying', round.value);
  if (isReadOnly()) return null;
  const start = async (shown: string) => {
    refused.value = undefined;
    const answered = await write('/api/plan/apply', { seal: shown });
    if (answered.state === 'refused') refused.value = answered.problem;
    else {
      round.value++;
      go(withParameters({ do: '' }), true);
    }
  };
  const isPossible = plan.changes.length > 0 && plan.refusals.length + plan.missingServices.length === 0;
  const asks = parameter('do') === 'apply' && isPossible && !isBusy;
  return (
    <>
      <div role="status">
        {line !== undefined && !('error' in line) && (
          <p class={'ended' in line ? 'good-line' : ''}>
            {'ended' in line ? '' : 'Applying: '}
            {line.words}
          </p>
        )}
      </div>
      {line !== undefined && 'error' in line && <Refused problem={line.error} />}
      {isPossible && !asks && !isBusy && (
        <nav class="chips" aria-label="What can be done with the plan">
          <a class="chip" href={withParameters({ do: 'apply' })}>
            Apply …
          </a>
        </nav>
      )}
      {asks && <Asking seal={seal} changes={plan.changes.length} refused={refused.value} onConfirm={start} />}
    </>
  );
}

interface Asked {
  readonly seal: string;
  readonly changes: number;
  readonly refused: Problem['error'] | undefined;
  readonly onConfirm: (seal: string) => void;
}

/** What was shown when this was opened is what is applied: the plan above goes on being compared. */
function Asking({ seal, changes, refused, onConfirm }: Asked) {
  const shown = useRef(seal).current;
  const moved = shown !== seal;
  return (
    <Confirm title="Apply this plan" does="Apply" busy={moved} onConfirm={() => onConfirm(shown)}>
      <p>
        {plural(changes, 'change')} as shown above, in this order, and nothing else. Where the cluster or the files have
        changed meanwhile, nothing is done.
      </p>
      {moved && <p class="warn-line">The plan has changed since you opened this: look at it again.</p>}
      {refused !== undefined && <Refused problem={refused} />}
    </Confirm>
  );
}
