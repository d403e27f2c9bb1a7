import { escaped } from './markup.ts';
import type { Plot } from './report.ts';

const DAY = 86_400_000;

const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 });

/** Drawings are as wide as their place; texts stand beside them, so that they keep their size. */
const drawing = (content: string) =>
  `<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">${content}</svg>`;

function bars({ points }: Extract<Plot, { kind: 'bars' }>): string {
  const most = Math.max(1, ...points.map(({ value }) => value));
  const rows = points.map(({ name, value }) => {
    const bar = drawing(`<rect width="${((100 * value) / most).toFixed(2)}" height="100"/>`);
    return `<span class="name">${escaped(name)}</span>${bar}<span class="number">${number(value)}</span>`;
  });
  return `<div class="bars">${rows.join('')}</div>`;
}

/** A time in UTC, with its day where the whole takes longer than one. */
const timeOf = (at: number, span: number) => {
  const iso = new Date(at).toISOString();
  return span < DAY ? iso.slice(11, 19) : iso.slice(0, 16).replace('T', ' ');
};

function line({ points }: Extract<Plot, { kind: 'line' }>): string {
  const most = Math.max(...points.map(({ value }) => value)) || 1;
  const [first = 0, last = 0] = [points[0]?.at, points.at(-1)?.at];
  const x = (at: number) => ((100 * (at - first)) / (last - first || 1)).toFixed(2);
  const y = (value: number) => (100 - (100 * value) / most).toFixed(2);
  const curve = points.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ');
  const axis = [most, most / 2, 0].map((value) => `<span>${number(value)}</span>`).join('');
  const times = [first, last].map((at) => `<span>${timeOf(at, last - first)}</span>`).join('');
  const rules = '<path d="M0 0H100M0 50H100M0 100H100"/>';
  return `<div class="line"><div class="axis">${axis}</div>${drawing(`${rules}<polyline points="${curve}"/>`)}<div class="times">${times}</div></div>`;
}

/** A plot as a figure of HTML whose drawing needs nothing from elsewhere. One without points is nothing. */
export function figure(plot: Plot): string {
  if (plot.points.length === 0) return '';
  const drawn = plot.kind === 'bars' ? bars(plot) : line(plot);
  const unit = plot.kind === 'bars' ? plot.unit : `${plot.unit}; times in UTC`;
  return `<figure><figcaption>${escaped(plot.title)} <small>(${escaped(unit)})</small></figcaption>${drawn}</figure>\n`;
}
