import type { OffsetRow } from '../wire/connector.ts';
import { Wide } from './parts.tsx';

/** Offsets as Connect keeps them. */
export const Offsets = ({ label, rows }: { label: string; rows: readonly OffsetRow[] }) => (
  <Wide label={label}>
    <table>
      <tbody>
        {rows.map(({ partition, offset }) => (
          <tr key={partition}>
            <th scope="row">
              <code>{partition}</code>
            </th>
            <td>
              <code>{offset}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Wide>
);
