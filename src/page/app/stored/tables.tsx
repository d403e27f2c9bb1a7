import type { TableRow } from '../../wire/stored.ts';
import { withParameters } from '../address.ts';
import { Wide } from '../parts.tsx';
import { bytes, count } from '../text.ts';

/** The tables of a database sink. Numbers of rows are the database's own estimate: the proof counts. */
export function Tables({ tables }: { tables: readonly TableRow[] }) {
  return (
    <section aria-labelledby="tables">
      <h2 id="tables">Tables</h2>
      <Wide label="Table of tables">
        <table>
          <thead>
            <tr>
              <th scope="col">Table</th>
              <th scope="col">Topic</th>
              <th scope="col" class="number">
                Rows, about
              </th>
              <th scope="col" class="number">
                Size
              </th>
            </tr>
          </thead>
          <tbody>
            {tables.map(({ name, topic, rows, bytes: size }) => (
              <tr key={`${topic} ${name}`}>
                <th scope="row" class="path">
                  {rows === undefined ? name : <a href={withParameters({ table: name })}>{name}</a>}
                </th>
                <td>{topic}</td>
                <td class="number">{rows === undefined ? 'not there yet' : count(rows)}</td>
                <td class="number">{size !== undefined && bytes(size)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
