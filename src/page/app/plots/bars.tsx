import type { ComponentChildren } from 'preact';
import { count, share } from '../text.ts';

interface Bar {
  readonly name: string;
  readonly value: number;
  /** Beside the number, such as a share. */
  readonly more?: string;
  readonly quiet?: boolean;
}

/** A table whose numbers are drawn, too. */
export function Bars({ caption, bars }: { caption: ComponentChildren; bars: readonly Bar[] }) {
  const most = Math.max(...bars.map(({ value }) => value), 1);
  return (
    <table class="bars">
      <caption>{caption}</caption>
      <tbody>
        {bars.map(({ name, value, more, quiet }) => (
          <tr key={name} class={quiet ? 'quiet' : undefined}>
            <th scope="row">{name}</th>
            <td class="bar-place">
              <div class="bar" style={{ width: `${(100 * value) / most}%` }} />
            </td>
            <td class="number">{count(value)}</td>
            <td class="number">{more}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Bars with the share that each has of `whole`. */
export const shared = (name: string, value: number, whole: number): Bar => ({ name, value, more: share(value, whole) });
