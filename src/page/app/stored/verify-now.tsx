import { useSignal } from '@preact/signals';
import type { Problem } from '../../wire/problem.ts';
import type { WorkLine } from '../../wire/work.ts';
import { Refused } from '../parts.tsx';
import { plural, since } from '../text.ts';
import { isReadOnly, useWork, write } from '../writing.ts';

/** Starts a proof, and tells all who look how far it is. */
export function VerifyNow({ name, proving }: { name: string; proving: boolean }) {
  const path = `/api/stored/${encodeURIComponent(name)}`;
  const started = useSignal(0);
  const refused = useSignal<Problem['error'] | undefined>(undefined);
  const { latest, isBusy } = useWork(`${path}/verifying`, started.value + Number(proving));
  const start = async (deep: boolean) => {
    const answered = await write(`${path}/verify`, { deep });
    refused.value = answered.state === 'refused' ? answered.problem : undefined;
    if (answered.state === 'there') started.value++;
  };
  return (
    <>
      {isReadOnly() ? (
        <p class="quiet">
          This page only reads: <code>pipeline verify --sink {name}</code> proves it.
        </p>
      ) : (
        <p class="buttons">
          <button type="button" class="does" disabled={isBusy} onClick={() => start(false)}>
            Verify now
          </button>
          <button type="button" disabled={isBusy} onClick={() => start(true)}>
            Compare every row
          </button>
        </p>
      )}
      <p role="status" class="lines">
        {isBusy ? progressOf(latest) : latest !== undefined && 'words' in latest && latest.words}
      </p>
      {latest !== undefined && 'error' in latest && <Refused problem={latest.error} />}
      {refused.value !== undefined && <Refused problem={refused.value} />}
    </>
  );
}

function progressOf(line: WorkLine | undefined): string {
  if (line === undefined || 'ended' in line || line.records === undefined) return 'It begins …';
  const looked = `${plural(line.records, 'record')}, ${plural(line.files ?? 0, 'file')}`;
  return `Verifying for ${since(line.since)}: ${looked} …`;
}
