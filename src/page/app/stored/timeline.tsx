import type { CommitRow } from '../../wire/stored.ts';
import { count, instant } from '../text.ts';

const HEIGHT = 34;
const WIDTH = 1_000;

const timeOf = (iso: string) => new Date(iso).getTime();

/**
 * One line for each partition, a stroke for each link at its time: as high as its records are many, red where the proof
 * found something. The table below says the same in words.
 */
export function Timeline({ rows }: { rows: readonly CommitRow[] }) {
  const times = rows.map(({ time }) => timeOf(time)).filter(Number.isFinite);
  const [begin, end] = [Math.min(...times), Math.max(...times)];
  const most = Math.max(1, ...rows.map(({ records }) => records));
  const at = (time: string) => (end === begin ? WIDTH / 2 : ((timeOf(time) - begin) / (end - begin)) * (WIDTH - 8) + 4);
  const partitions = [...new Set(rows.map(({ topic, partition }) => `${topic}-${partition}`))].sort();
  return (
    <figure class="timeline">
      {partitions.map((name) => (
        <div class="timeline-row" key={name}>
          <span class="timeline-name">{name}</span>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
            <line x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} class="timeline-base" />
            {rows
              .filter(({ topic, partition }) => `${topic}-${partition}` === name)
              .map((row) => (
                <Stroke key={row.seq} row={row} x={at(row.time)} most={most} />
              ))}
          </svg>
        </div>
      ))}
      <figcaption class="quiet">
        {instant(new Date(begin).toISOString())} to {instant(new Date(end).toISOString())}: a stroke for each link of
        the chain, as high as its records are many
      </figcaption>
    </figure>
  );
}

function Stroke({ row: { seq, kind, records, time, said }, x, most }: { row: CommitRow; x: number; most: number }) {
  const height = kind === 'commit' ? 4 + (records / most) * (HEIGHT - 8) : HEIGHT;
  const tone = said === undefined ? '' : said.ok ? 'good' : 'bad';
  return (
    <line x1={x} x2={x} y1={HEIGHT - 1} y2={HEIGHT - 1 - height} class={`timeline-${kind} ${tone}`}>
      <title>{`${instant(time)}: link ${count(seq)}, ${kind}, ${count(records)} records`}</title>
    </line>
  );
}
