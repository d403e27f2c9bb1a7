import type { Consumers as Answer, Consumer } from '../../wire/topic.ts';
import { hrefOf, Shown, Wide } from '../parts.tsx';
import { Plot } from '../plots/plot.tsx';
import { useAnswer } from '../server.ts';
import { count } from '../text.ts';

/** Lines that one plot has room for. */
const DRAWN = 6;

/** The consumer groups of a topic: members, what each partition lags, and the lag of the last hour. */
export function Consumers({ topic }: { topic: string }) {
  const answered = useAnswer<Answer>(`/api/topics/${encodeURIComponent(topic)}/consumers`);
  return (
    <section aria-labelledby="consumers">
      <h2 id="consumers">Consumer groups</h2>
      <Shown of={answered}>
        {({ groups, unread }) => (
          <>
            {groups.length > 0 ? (
              <Found consumers={groups} />
            ) : (
              <p>No consumer group{unread.length > 0 && ' that can be read'} has committed an offset.</p>
            )}
            {unread.map(({ group, why }) => (
              <p key={group} class="warn-line">
                {group} cannot be read, so whether it reads this topic is not known: {why}
              </p>
            ))}
          </>
        )}
      </Shown>
    </section>
  );
}

const lagOf = ({ partitions }: Consumer) => partitions.reduce((sum, { lag }) => sum + lag, 0);

function Found({ consumers }: { consumers: readonly Consumer[] }) {
  const ordered = consumers.toSorted((a, b) => lagOf(b) - lagOf(a) || (a.group < b.group ? -1 : 1));
  return (
    <>
      <Wide label="Table of consumer groups">
        <table>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">State</th>
              <th scope="col" class="number">
                Records behind
              </th>
              <th scope="col">Behind by partition</th>
              <th scope="col">Members and their partitions</th>
            </tr>
          </thead>
          <tbody>
            {ordered.map((consumer) => (
              <Row key={consumer.group} consumer={consumer} />
            ))}
          </tbody>
        </table>
      </Wide>
      <Plot
        plot={{
          title: 'Lag of the last hour',
          unit: 'records behind',
          lines: ordered.slice(0, DRAWN).map(({ group, history }) => ({ name: group, points: history })),
        }}
      />
    </>
  );
}

function Row({ consumer }: { consumer: Consumer }) {
  const { group, state, owner, members, partitions } = consumer;
  const exact = partitions.every((one) => one.exact);
  return (
    <tr>
      <th scope="row">
        {group}
        {owner !== undefined && (
          <small>
            <a href={hrefOf({ name: owner.name, role: owner.role === 'job' ? 'job' : 'sink' })}>{owner.name}</a>
          </small>
        )}
      </th>
      <td>{state.toLowerCase()}</td>
      <td class="number">
        {exact ? '' : '≤ '}
        {count(lagOf(consumer))}
      </td>
      <td>{partitions.map(({ partition, lag }) => `${partition}: ${count(lag)}`).join(', ')}</td>
      <td>
        {members.length === 0 && 'none'}
        {members.map(({ id, host, partitions: own }) => (
          <div key={id}>
            {id} <small class="quiet">at {host}</small> {own.length > 0 && `: ${own.join(', ')}`}
          </div>
        ))}
      </td>
    </tr>
  );
}
