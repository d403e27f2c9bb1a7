import type { Item } from '../../wire/overview.ts';
import { State, storedHref, Wide } from '../parts.tsx';
import { ProofLine } from '../proof-line.tsx';
import { overview } from '../server.ts';
import { count } from '../text.ts';

/** Everything that stores records, and when it was last proven. */
export function Stored() {
  const said = overview.value;
  if (said === undefined) return <p class="quiet">Asking the cluster …</p>;
  const items = said.items.filter(({ role, name }) => role === 'sink' || said.proofs[name] !== undefined);
  if (items.length === 0) return <p>Nothing that is declared or deployed stores records.</p>;
  return (
    <Wide label="Sinks">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Last proof</th>
            <th scope="col">State</th>
            <th scope="col" class="number">
              Records behind
            </th>
            <th scope="col">Kind</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row key={item.name} item={item} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Row({ item }: { item: Item }) {
  const { name, what, lag, atMost } = item;
  const proof = overview.value?.proofs[name];
  return (
    <tr>
      <th scope="row">
        <a href={storedHref(name)}>{name}</a>
      </th>
      <td class="said">
        {proof === undefined ? <span class="quiet">none is known</span> : <ProofLine proof={proof} />}
      </td>
      <td>
        <State of={item} />
      </td>
      <td class="number">{lag === null ? '' : `${atMost ? '≤ ' : ''}${count(lag)}`}</td>
      <td>{what}</td>
    </tr>
  );
}
