import { useSignal } from '@preact/signals';
import type { LinePlot } from '../../wire/plot.ts';
import { Wide } from '../parts.tsx';
import { moment, rounded } from '../text.ts';
import { HEIGHT, nearest, type Scale, scaleOf, valueAt, WIDTH } from './scale.ts';

/** Numbers over time: lines, the values where the pointer is (else the last), and all of them as a table. */
export function Plot({ plot }: { plot: LinePlot }) {
  const pointed = useSignal<number | undefined>(undefined);
  const scale = scaleOf(plot);
  const { title, unit, lines, zoneless = false } = plot;
  const at = pointed.value ?? scale?.last;
  const point = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    if (scale === undefined) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    pointed.value = nearest(plot, scale.first + ((event.clientX - left) / width) * (scale.last - scale.first));
  };
  return (
    <figure class="plot">
      <figcaption>
        <strong>{title}</strong> <small>{unit}</small>
      </figcaption>
      {scale === undefined || at === undefined ? (
        <p class="quiet">Nothing is known over time yet.</p>
      ) : (
        <>
          <div class="plot-place">
            <small class="plot-most">{rounded(scale.most)}</small>
            <svg
              viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
              preserveAspectRatio="none"
              role="img"
              aria-label={`${title}: ${lines.map(({ name }) => name).join(', ')}`}
              onPointerMove={point}
              onPointerLeave={() => {
                pointed.value = undefined;
              }}
            >
              {[0, 0.5, 1].map((part) => (
                <path key={part} class="rule" d={`M0 ${scale.y(part * scale.most)}H${WIDTH}`} />
              ))}
              {pointed.value !== undefined && <path class="rule pointed" d={`M${scale.x(at)} 0V${HEIGHT}`} />}
              {lines.map(({ name, points }, index) => (
                <path key={name} class={`line colour-${index}`} d={pathOf(points, scale)} />
              ))}
            </svg>
          </div>
          <p class="plot-times">
            <small>{moment(scale.first, zoneless)}</small>
            <small>{moment(scale.last, zoneless)}</small>
          </p>
          <ul class="legend">
            {lines.map(({ name, points }, index) => (
              <li key={name}>
                <span class={`swatch colour-${index}`} aria-hidden="true" />
                {name} <b>{rounded(valueAt(points, at) ?? 0)}</b>
              </li>
            ))}
            {pointed.value !== undefined && <li class="quiet">at {moment(at, zoneless)}</li>}
          </ul>
          <Numbers plot={plot} />
        </>
      )}
    </figure>
  );
}

const pathOf = (points: LinePlot['lines'][number]['points'], scale: Scale): string =>
  points
    .map(([at, value], index) => `${index === 0 ? 'M' : 'L'}${scale.x(at).toFixed(1)} ${scale.y(value).toFixed(1)}`)
    .join('');

/** The newest numbers as a table, which a keyboard and a screen reader reach; made when it is opened. */
function Numbers({ plot: { title, lines, zoneless } }: { plot: LinePlot }) {
  const open = useSignal(false);
  const times = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => b - a);
  return (
    <details
      onToggle={({ currentTarget }) => {
        open.value = currentTarget.open;
      }}
    >
      <summary>As numbers</summary>
      {open.value && (
        <Wide label={`${title} as numbers`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                {lines.map(({ name }) => (
                  <th scope="col" class="number" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {times.slice(0, 60).map((at) => (
                <tr key={at}>
                  <th scope="row" class="nowrap">
                    {moment(at, zoneless)}
                  </th>
                  {lines.map(({ name, points }) => (
                    <td class="number" key={name}>
                      {rounded(valueAt(points, at) ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </details>
  );
}
