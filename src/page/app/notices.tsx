import { Prose } from './parts.tsx';
import { lostSince, overview } from './server.ts';
import { instant, withLocalTimes } from './text.ts';

/** What cannot be told, and why, before everything else. */
export function Notices() {
  const lost = lostSince.value;
  const said = overview.value;
  return (
    <div aria-live="polite">
      {lost !== undefined && (
        <div class="notice bad">
          <strong>The server of this page does not answer.</strong>{' '}
          {said === undefined ? '' : `What is shown is from ${instant(said.time)}. `}
          Is <code>pipeline page</code> still running?
        </div>
      )}
      {said?.reading !== undefined && (
        <div class="notice">
          The cluster is asked since {instant(said.reading.since)};{' '}
          {said.reading.shownFrom === undefined
            ? 'what runs there is not known yet.'
            : `what is shown is from ${instant(said.reading.shownFrom)}.`}
        </div>
      )}
      {said?.troubles.map(({ about, message, hint, shownFrom }) => (
        <div class="notice bad" key={about}>
          <strong>{about}:</strong>{' '}
          <span class="lines">
            <Prose text={withLocalTimes(message)} />
          </span>
          {hint !== undefined && (
            <p>
              <Prose text={hint} />
            </p>
          )}
          {shownFrom !== undefined && <p>What is shown is from {instant(shownFrom)}.</p>}
        </div>
      ))}
    </div>
  );
}
