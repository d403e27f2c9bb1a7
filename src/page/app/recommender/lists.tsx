import type { UserList } from '../../wire/recommender.ts';
import { Wide } from '../parts.tsx';
import { instant } from '../text.ts';
import { userHref } from './addresses.ts';

/** Users' lists, each with the event that it was made after. */
export function Lists({ name, lists }: { name: string; lists: readonly UserList[] }) {
  return (
    <Wide label="Table of lists">
      <table>
        <thead>
          <tr>
            <th scope="col">User</th>
            <th scope="col">Latest event</th>
            <th scope="col">List</th>
          </tr>
        </thead>
        <tbody>
          {lists.map(({ user, time, items }) => (
            <tr key={user}>
              <th scope="row">
                <a href={userHref(name, user)}>{user}</a>
              </th>
              <td class="nowrap">{time === null ? '' : instant(time)}</td>
              <td>{items.map(({ item }) => item).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
