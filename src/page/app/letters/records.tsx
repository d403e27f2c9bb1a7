import type { LetterRow, LetterRows } from '../../wire/dead-letters.ts';
import { MessageValue, shown } from '../messages/value.tsx';
import { Shown, topicHref, Wide } from '../parts.tsx';
import { useAnswer } from '../server.ts';
import { count, plural } from '../text.ts';
import { lettersPath } from './path.ts';

/** Dead letters that wait, each record beside its reason. */
export function LetterRecords({ name, reason }: { name: string; reason: string }) {
  const answered = useAnswer<LetterRows>(`${lettersPath(name)}/records?reason=${encodeURIComponent(reason)}`);
  return (
    <section aria-labelledby="records">
      <h2 id="records">Records beside their reasons</h2>
      <Shown of={answered}>
        {({ letters, more }) => (
          <>
            <p class="quiet">
              {letters.length === 0 && 'None waits.'}
              {letters.length > 0 &&
                (more
                  ? `The first ${count(letters.length)}; a reason above chooses others.`
                  : plural(letters.length, 'record'))}
            </p>
            {letters.length > 0 && (
              <Wide label="Table of dead letters">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Record</th>
                      <th scope="col">Why it was rejected</th>
                    </tr>
                  </thead>
                  <tbody>
                    {letters.map((letter) => (
                      <Letter key={placeOf(letter)} letter={letter} />
                    ))}
                  </tbody>
                </table>
              </Wide>
            )}
          </>
        )}
      </Shown>
    </section>
  );
}

const placeOf = ({ message: { topic, partition, offset } }: LetterRow) => `${topic}-${partition}@${offset}`;

function Letter({ letter }: { letter: LetterRow }) {
  const { message, reason } = letter;
  const { topic, partition, offset, key } = message;
  return (
    <tr>
      <th scope="row" class="letter">
        <a href={`${topicHref(topic)}?partition=${partition}&from=${offset}&max=1`}>{placeOf(letter)}</a>
        {key !== null && <small>key {shown(key)}</small>}
        <MessageValue message={message} />
      </th>
      <td class="bad-text letter">{reason}</td>
    </tr>
  );
}
