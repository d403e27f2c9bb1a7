import type { TopicPage } from '../../wire/topic.ts';
import { Messages } from '../messages/messages.tsx';
import { hrefOf, Shown, State, Wide } from '../parts.tsx';
import { overview, useAnswer } from '../server.ts';
import { bytes, count, plural } from '../text.ts';
import { Consumers } from '../topic/consumers.tsx';
import { Rejected } from '../topic/rejected.tsx';

/** One topic: who writes and reads it and how far behind, its records, its partitions and settings. */
export function Topic({ name }: { name: string }) {
  const answered = useAnswer<TopicPage>(`/api/topics/${encodeURIComponent(name)}`);
  return (
    <Shown of={answered}>
      {({ partitions, settings, offsets, bytes: size }) => (
        <>
          <p>
            {plural(partitions.length, 'partition')}, {plural(offsets, 'offset')} (markers of transactions count, too)
            {size !== null && `, ${bytes(size)}`}
          </p>
          <Users topic={name} />
          <Consumers topic={name} />
          {holdsDeadLetters(name) && <Rejected topic={name} />}
          <Messages topic={name} partitions={partitions.map(({ partition }) => partition)} />
          <h2>Partitions</h2>
          <Wide label="Table of partitions">
            <table>
              <thead>
                <tr>
                  {['Partition', 'Leader', 'Replicas', 'In sync', 'First offset', 'End', 'Size'].map((title) => (
                    <th scope="col" key={title} class={/offset|End|Size/.test(title) ? 'number' : ''}>
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {partitions.map(({ partition, leader, replicas, inSync, first, end, bytes: own }) => (
                  <tr key={partition}>
                    <th scope="row">{partition}</th>
                    <td>{leader}</td>
                    <td>{replicas.join(', ')}</td>
                    <td class={inSync.length < replicas.length ? 'bad-text' : ''}>{inSync.join(', ')}</td>
                    <td class="number">{count(first)}</td>
                    <td class="number">{count(end)}</td>
                    <td class="number">{own === null ? '' : bytes(own)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
          <h2>Settings of its own</h2>
          {settings.length === 0 ? (
            <p>All settings are the broker's.</p>
          ) : (
            <ul class="keys">
              {settings.map((one) => (
                <li key={one.name}>
                  <code>
                    {one.name} = {one.value}
                  </code>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Shown>
  );
}

const holdsDeadLetters = (topic: string): boolean =>
  topic.endsWith('dead-letters') ||
  overview.value?.items.some(({ role, writes }) => role === 'sink' && writes.includes(topic)) === true;

function Users({ topic }: { topic: string }) {
  const items = overview.value?.items ?? [];
  const users = [
    ...items.filter(({ writes }) => writes.includes(topic)).map((item) => ({ item, does: 'writes it' })),
    ...items
      .filter(({ reads }) => reads.includes(topic))
      .map((item) => ({
        item,
        does:
          item.lag === null
            ? 'reads it'
            : `reads it, ${item.atMost ? 'at most ' : ''}${plural(item.lag, 'record')} behind`,
      })),
  ];
  if (users.length === 0) return <p>Nothing that is declared or deployed writes or reads it.</p>;
  return (
    <ul class="keys">
      {users.map(({ item, does }) => (
        <li key={`${item.name} ${does}`}>
          <a href={hrefOf(item)}>{item.name}</a> <State of={item} /> {does}
        </li>
      ))}
    </ul>
  );
}
