import { address, go, parameter, withParameters } from '../address.ts';

/** What is asked for, as it stands in the address. */
export const names = ['q', 'in', 'field', 'partition', 'from', 'follow'] as const;

/**
 * Sends nothing: the address says it, and what is shown follows from that. Its fields are set once: what somebody types
 * stays while the page is drawn again.
 */
export function SearchForm({ partitions }: { partitions: readonly number[] }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const data = new FormData(event.currentTarget);
    const said = Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? '')]));
    go(withParameters({ ...said, max: '', in: said.in === 'anywhere' ? '' : (said.in ?? '') }));
  };
  return (
    <form key={address.value.search} class="search" onSubmit={submit}>
      <label>
        Contains <input name="q" type="search" defaultValue={parameter('q')} />
      </label>
      <label>
        in{' '}
        <select name="in">
          {['anywhere', 'key', 'value', 'header', 'field'].map((place) => (
            <option key={place} value={place} selected={place === (parameter('in') || 'anywhere')}>
              {place}
            </option>
          ))}
        </select>
      </label>
      <label>
        Field <input name="field" placeholder="user.id" defaultValue={parameter('field')} />
      </label>
      <label>
        From <input name="from" placeholder="newest, oldest, offset, time" defaultValue={parameter('from')} />
      </label>
      <label>
        Partition{' '}
        <select name="partition">
          <option value="">all</option>
          {partitions.map((partition) => (
            <option key={partition} value={String(partition)} selected={String(partition) === parameter('partition')}>
              {partition}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input name="follow" type="checkbox" value="1" defaultChecked={parameter('follow') === '1'} /> follow
      </label>
      <button type="submit">Search</button>
    </form>
  );
}
