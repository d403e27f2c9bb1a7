import type { LinePlot } from '../../wire/plot.ts';

/** Size of the drawing, which is stretched to the room that there is. */
export const WIDTH = 600;
export const HEIGHT = 140;

/** How points lie in the drawing. */
export interface Scale {
  readonly first: number;
  readonly last: number;
  readonly most: number;
  x(at: number): number;
  y(value: number): number;
}

/** undefined where there is nothing to draw: two points make a line. */
export function scaleOf({ lines }: Pick<LinePlot, 'lines'>): Scale | undefined {
  const points = lines.flatMap((line) => line.points);
  const times = points.map(([at]) => at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  if (points.length === 0 || first === last) return undefined;
  const most = Math.max(...points.map(([, value]) => value), 0) || 1;
  return {
    first,
    last,
    most,
    x: (at) => (WIDTH * (at - first)) / (last - first),
    y: (value) => HEIGHT - ((HEIGHT - 4) * Math.max(0, value)) / most,
  };
}

/** The last point of a line that is not later than `at`. */
export const valueAt = (points: LinePlot['lines'][number]['points'], at: number): number | undefined =>
  points.findLast(([time]) => time <= at)?.[1];

/** The time of a point that is nearest to `at`. */
export function nearest({ lines }: Pick<LinePlot, 'lines'>, at: number): number | undefined {
  const times = lines.flatMap(({ points }) => points.map(([time]) => time));
  return times.reduce<number | undefined>(
    (best, time) => (best === undefined || Math.abs(time - at) < Math.abs(best - at) ? time : best),
    undefined,
  );
}
