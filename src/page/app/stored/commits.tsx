import type { CommitRow } from '../../wire/stored.ts';
import { parameter, withParameters } from '../address.ts';
import { Wide } from '../parts.tsx';
import { bytes, count, instant, plural } from '../text.ts';
import { Timeline } from './timeline.tsx';

/** Links shown at once in the table. */
const MOST = 50;

/** The chain of commits: as a timeline, and as a table of the newest with what the proof says of each. */
export function Commits({ rows, links }: { rows: readonly CommitRow[]; links: number }) {
  const all = parameter('links') === 'all';
  const shown = all ? rows : rows.slice(0, MOST);
  return (
    <section aria-labelledby="commits">
      <h2 id="commits">Commits</h2>
      {rows.length === 0 && <p>It has committed nothing yet.</p>}
      {rows.length > 0 && <Timeline rows={rows} />}
      {rows.length > 0 && (
        <Wide label="Table of commits">
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">Partition</th>
                <th scope="col">Link</th>
                <th scope="col" class="number">
                  Offsets
                </th>
                <th scope="col" class="number">
                  Records
                </th>
                <th scope="col" class="number">
                  Files
                </th>
                <th scope="col" class="number">
                  Size
                </th>
                <th scope="col">Proof</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <Row key={`${row.topic}-${row.partition}-${row.seq}`} row={row} />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {rows.length > MOST && (
        <p>
          <a href={withParameters({ links: all ? '' : 'all' })}>
            {all ? 'Only the newest' : `Show ${count(rows.length)}`}
          </a>
          {links > rows.length && ` of ${plural(links, 'link')}; older ones are in the commit log.`}
        </p>
      )}
    </section>
  );
}

function Row({ row }: { row: CommitRow }) {
  const { topic, partition, seq, kind, time, from, to, records, files, said, deadLettered } = row;
  return (
    <tr class={said?.ok === false ? 'failed' : undefined}>
      <td class="nowrap">{instant(time)}</td>
      <td>
        {topic}-{partition}
      </td>
      <td class="nowrap">
        {count(seq)} {kind}
      </td>
      <td class="number">{to > from ? `${count(from)} – ${count(to - 1)}` : ''}</td>
      <td class="number">
        {(kind === 'commit' || kind === 'restore') && count(records)}
        {deadLettered > 0 && <small> ({count(deadLettered)} rejected)</small>}
      </td>
      <td class="number">{files > 0 && count(files)}</td>
      <td class="number">{files > 0 && bytes(row.bytes)}</td>
      <td class="said">
        {said === undefined ? (
          kind === 'commit' && <span class="quiet">not looked at yet</span>
        ) : (
          <span class={said.ok ? 'good-text' : 'bad-text'}>
            {said.ok ? 'proven: ' : ''}
            {said.words}
          </span>
        )}
      </td>
    </tr>
  );
}
