import { escaped } from './markup.ts';
import type { Plot } from './report.ts';

const WIDTH = 640;
const BAR = 22;
const LABEL = 150;
const HEIGHT = 180;
const MARGIN = { left: 60, bottom: 24, top: 10 };

const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 });
const text = (x: number, y: number, anchor: string, content: string) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(content)}</text>`;

const svg = (height: number, title: string, content: string) =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">${content}</svg>`;

function bars({ title, points }: Extract<Plot, { kind: 'bars' }>): string {
  const most = Math.max(1, ...points.map(({ value }) => value));
  const room = WIDTH - LABEL - 90;
  const rows = points.map(({ name, value }, index) => {
    const [y, width] = [index * BAR, (room * value) / most];
    const bar = `<rect class="bar" x="${LABEL}" y="${y + 3}" width="${width.toFixed(1)}" height="${BAR - 6}"/>`;
    return `${text(LABEL - 8, y + 15, 'end', name)}${bar}${text(LABEL + width + 6, y + 15, 'start', number(value))}`;
  });
  return svg(points.length * BAR, title, rows.join(''));
}

/** A time of day in UTC. */
const timeOf = (at: number) => new Date(at).toISOString().slice(11, 19);

function line({ title, points }: Extract<Plot, { kind: 'line' }>): string {
  const most = Math.max(...points.map(({ value }) => value)) || 1;
  const [first = 0, last = 0] = [points[0]?.at, points.at(-1)?.at];
  const x = (at: number) => MARGIN.left + ((WIDTH - MARGIN.left - 10) * (at - first)) / (last - first || 1);
  const y = (value: number) => HEIGHT - MARGIN.bottom - ((HEIGHT - MARGIN.bottom - MARGIN.top) * value) / most;
  const path = points.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const axis = [0, most / 2, most].map((value) => {
    const at = y(value);
    const rule = `<line class="rule" x1="${MARGIN.left}" x2="${WIDTH - 10}" y1="${at.toFixed(1)}" y2="${at.toFixed(1)}"/>`;
    return rule + text(MARGIN.left - 6, at + 4, 'end', number(value));
  });
  const times = text(x(first), HEIGHT - 6, 'start', timeOf(first)) + text(x(last), HEIGHT - 6, 'end', timeOf(last));
  return svg(HEIGHT, title, `${axis.join('')}<polyline class="line" points="${path}"/>${times}`);
}

/** A plot as a figure of HTML whose drawing needs nothing from elsewhere. One without points is nothing. */
export function figure(plot: Plot): string {
  if (plot.points.length === 0) return '';
  const drawing = plot.kind === 'bars' ? bars(plot) : line(plot);
  return `<figure><figcaption>${escaped(plot.title)} <small>(${escaped(plot.unit)})</small></figcaption>${drawing}</figure>\n`;
}
