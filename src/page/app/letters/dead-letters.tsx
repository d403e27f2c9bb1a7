import type { DeadLettersPage, ReasonRow } from '../../wire/dead-letters.ts';
import { parameter, withParameters } from '../address.ts';
import { Shown, storedHref, topicHref, Wide } from '../parts.tsx';
import { useAnswer } from '../server.ts';
import { Known } from '../stored/known.tsx';
import { count, instant, plural } from '../text.ts';
import { lettersPath } from './path.ts';
import { LetterRecords } from './records.tsx';
import { Retry } from './retry.tsx';

/** The dead letters of one sink: by reason, records beside reasons, and how they come back. */
export function DeadLetters({ name }: { name: string }) {
  const answered = useAnswer<DeadLettersPage>(lettersPath(name));
  return (
    <>
      <Known name={name} of={answered} />
      <Shown of={answered}>{(page) => <Found page={page} />}</Shown>
    </>
  );
}

function Found({ page }: { page: DeadLettersPage }) {
  const { name, topic, reasons } = page;
  const reason = parameter('reason');
  const [waiting, stored] = [sum(reasons, (one) => one.waiting), sum(reasons, (one) => one.stored)];
  return (
    <>
      <p>
        {reasons.length === 0
          ? 'It has rejected no record. '
          : `${plural(waiting, 'dead letter')} of it ${waiting === 1 ? 'waits' : 'wait'}`}
        {reasons.length > 0 &&
          (stored === 0 ? '. ' : `, ${count(stored)} ${stored === 1 ? 'is' : 'are'} stored since. `)}
        <a href={`/connectors/${encodeURIComponent(name)}`}>The sink itself</a> ·{' '}
        <a href={storedHref(name)}>What it stored</a> · <a href={topicHref(topic)}>{topic}</a>
      </p>
      <Retry page={page} waiting={waiting} />
      {reasons.length > 0 && <Reasons reasons={reasons} chosen={reason} />}
      {reasons.length > 0 && <LetterRecords name={name} reason={reason} />}
    </>
  );
}

const sum = (reasons: readonly ReasonRow[], of: (one: ReasonRow) => number) =>
  reasons.reduce((total, one) => total + of(one), 0);

function Reasons({ reasons, chosen }: { reasons: readonly ReasonRow[]; chosen: string }) {
  return (
    <section aria-labelledby="reasons">
      <h2 id="reasons">Reasons</h2>
      {chosen !== '' && (
        <p>
          Chosen: <strong>{chosen}</strong> <a href={withParameters({ reason: '' })}>All reasons</a>
        </p>
      )}
      <Wide label="Table of reasons">
        <table>
          <thead>
            <tr>
              <th scope="col">Reason</th>
              <th scope="col" class="number">
                Waiting
              </th>
              <th scope="col" class="number">
                Stored since
              </th>
              <th scope="col">The first</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(({ reason, waiting, stored, first }) => (
              <tr key={reason}>
                <th scope="row" class="said">
                  <a href={withParameters({ reason })} aria-current={chosen === reason ? 'true' : undefined}>
                    {reason}
                  </a>
                </th>
                <td class="number">{count(waiting)}</td>
                <td class="number">{count(stored)}</td>
                <td class="said">
                  <a href={`${topicHref(first.topic)}?partition=${first.partition}&from=${first.offset}&max=1`}>
                    {first.topic}-{first.partition}@{first.offset}
                  </a>
                  , {typeof first.timestamp === 'string' ? instant(first.timestamp) : first.timestamp}: {first.reason}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
