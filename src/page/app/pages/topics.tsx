import type { TopicRow } from '../../wire/topic.ts';
import { go, parameter, withParameters } from '../address.ts';
import { Shown, topicHref, Wide } from '../parts.tsx';
import { overview, useAnswer } from '../server.ts';
import { count } from '../text.ts';

/** Every topic; those of Kafka, Connect and the tool itself are asked for. */
export function Topics() {
  const [filter, all] = [parameter('q'), parameter('all') === '1'];
  return (
    <Shown of={useAnswer<readonly TopicRow[]>('/api/topics')}>
      {(topics) => {
        const rows = topics.filter(({ name, internal }) => (all || !internal) && name.includes(filter));
        return (
          <>
            <label class="filter">
              Filter{' '}
              <input
                type="search"
                value={filter}
                onInput={({ currentTarget }) => go(withParameters({ q: currentTarget.value }), true)}
              />
            </label>{' '}
            <a href={withParameters({ all: all ? '' : '1' })}>{all ? 'without internal ones' : 'also internal ones'}</a>
            {rows.length === 0 ? (
              <p>{filter === '' ? 'There is no topic.' : 'There is no such topic.'}</p>
            ) : (
              <Table rows={rows} />
            )}
          </>
        );
      }}
    </Shown>
  );
}

function Table({ rows }: { rows: readonly TopicRow[] }) {
  const items = overview.value?.items ?? [];
  return (
    <Wide label="Topics">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" class="number">
              Partitions
            </th>
            <th scope="col" class="number">
              Replicas
            </th>
            <th scope="col" class="number">
              Offsets
            </th>
            <th scope="col">Written by</th>
            <th scope="col">Read by</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, partitions, replicas, offsets }) => (
            <tr key={name}>
              <th scope="row">
                <a href={topicHref(name)}>{name}</a>
              </th>
              <td class="number">{count(partitions)}</td>
              <td class="number">{count(replicas)}</td>
              <td class="number">{count(offsets)}</td>
              <td>
                {items
                  .filter(({ writes }) => writes.includes(name))
                  .map((item) => item.name)
                  .join(', ')}
              </td>
              <td>
                {items
                  .filter(({ reads }) => reads.includes(name))
                  .map((item) => item.name)
                  .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
