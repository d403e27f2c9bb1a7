import type { Reasons } from '../../wire/topic.ts';
import { parameter, withParameters } from '../address.ts';
import { lettersHref } from '../letters/path.ts';
import { Shown } from '../parts.tsx';
import { overview, useAnswer } from '../server.ts';
import { count, plural } from '../text.ts';

/** Why the records of a topic of dead letters were rejected; each reason leads to its records. */
export function Rejected({ topic }: { topic: string }) {
  const answered = useAnswer<Reasons>(`/api/topics/${encodeURIComponent(topic)}/reasons`);
  const sinks = overview.value?.items.filter(({ role, writes }) => role === 'sink' && writes.includes(topic)) ?? [];
  return (
    <section aria-labelledby="reasons">
      <h2 id="reasons">Reasons</h2>
      <Shown of={answered}>
        {({ reasons, looked }) => (
          <>
            <p class="quiet">Of the newest {plural(looked, 'dead letter')}; each leads to its records.</p>
            {sinks.map(({ name }) => (
              <p key={name}>
                <a href={lettersHref(name)}>What became of those of {name}, and how they are tried again</a>
              </p>
            ))}
            <table>
              <tbody>
                {reasons.map(({ words, records, search }) => (
                  <tr key={words}>
                    <td class="number">{count(records)}</td>
                    <th scope="row">
                      <a
                        href={withParameters({ q: search, in: 'header', from: 'oldest' })}
                        aria-current={parameter('q') === search ? 'true' : undefined}
                      >
                        {words}
                      </a>
                    </th>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Shown>
    </section>
  );
}
