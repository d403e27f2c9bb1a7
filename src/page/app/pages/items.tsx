import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Item } from '../../wire/overview.ts';
import { go, parameter, withParameters } from '../address.ts';
import { hrefOf, State, Wide } from '../parts.tsx';
import { overview } from '../server.ts';
import { count, perSecond, withLocalTimes } from '../text.ts';

const columns = [
  { key: 'name', title: 'Name' },
  { key: 'condition', title: 'State' },
  { key: 'what', title: 'Kind' },
  { key: 'tasks', title: 'Tasks' },
  { key: 'lag', title: 'Lag' },
  { key: 'records', title: 'Records' },
  { key: 'rate', title: 'Rate' },
] as const;

const amounts: ReadonlySet<string> = new Set(['tasks', 'lag', 'records', 'rate']);

type Key = (typeof columns)[number]['key'];

const cellOf = (item: Item, key: Key): string | number => {
  if (key === 'tasks') return item.tasks?.running ?? -1;
  return item[key] ?? -1;
};

/** Rows shown: so many at once, the others a moment later; more are asked for by a filter. */
const [FIRST, MOST] = [40, 200];

/** Every connector and job in one table; filter and order are in the address. */
export function Items() {
  const shown = useSignal(FIRST);
  useEffect(() => {
    const timer = setTimeout(() => {
      shown.value = MOST;
    });
    return () => clearTimeout(timer);
  }, []);
  const said = overview.value;
  if (said === undefined) return <p class="quiet">Asking the cluster …</p>;
  if (said.items.length === 0 && said.reading === undefined)
    return <p class="quiet">Nothing is known that is declared or deployed.</p>;
  const [filter, by] = [parameter('q').toLowerCase(), parameter('by')];
  const text = ({ name, what, condition, words = '' }: Item) => `${name} ${what} ${condition} ${words}`.toLowerCase();
  const found = said.items.filter((item) => filter.split(/\s+/).every((word) => text(item).includes(word)));
  const rows = ordered(found, by);
  return (
    <>
      <label class="filter">
        Filter{' '}
        <input
          type="search"
          value={parameter('q')}
          onInput={({ currentTarget }) => go(withParameters({ q: currentTarget.value }), true)}
        />
      </label>
      <p class="quiet" role="status">
        {rows.length > MOST
          ? `The first ${count(MOST)} of ${count(rows.length)}; a filter finds the others.`
          : `${count(rows.length)} of ${count(said.items.length)}`}
      </p>
      <Wide label="Connectors and jobs">
        <table>
          <thead>
            <tr>
              {columns.map(({ key, title }) => (
                <th key={key} scope="col" aria-sort={sortOf(by, key)} class={amounts.has(key) ? 'number' : ''}>
                  <a href={withParameters({ by: by === key ? `-${key}` : key })}>{title}</a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown.value).map((item) => (
              <Row key={item.name} item={item} />
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

const sortOf = (by: string, key: string) => {
  if (by === key) return 'ascending' as const;
  return by === `-${key}` ? ('descending' as const) : undefined;
};

/** By a column, `-` before it the other way round; else as they come: failed first. */
function ordered(items: readonly Item[], by: string): readonly Item[] {
  const key = columns.find((column) => column.key === by.replace(/^-/, ''))?.key;
  if (key === undefined) return items;
  const sign = by.startsWith('-') ? -1 : 1;
  return items.toSorted((a, b) => {
    const [left, right] = [cellOf(a, key), cellOf(b, key)];
    if (left === right) return a.name < b.name ? -1 : 1;
    return left < right ? -sign : sign;
  });
}

function Row({ item }: { item: Item }) {
  const { name, what, tasks, lag, atMost, records, rate, words } = item;
  return (
    <tr>
      <th scope="row">
        <a href={hrefOf(item)}>{name}</a>
        {words !== undefined && <small class={item.healthy ? 'warn-text' : 'bad-text'}>{withLocalTimes(words)}</small>}
      </th>
      <td>
        <State of={item} />
      </td>
      <td>{what}</td>
      <td class="number">{tasks === undefined ? '' : `${tasks.running}/${tasks.all}`}</td>
      <td class="number">{lag === null ? '' : `${atMost ? '≤ ' : ''}${count(lag)}`}</td>
      <td class="number">{records === null ? '' : count(records)}</td>
      <td class="number">{rate === null ? '' : perSecond(rate)}</td>
    </tr>
  );
}
