export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How an arrow is drawn, and where its words stand. */
export interface Line {
  /** Of an SVG. */
  readonly path: string;
  readonly middle: Point;
}

const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/**
 * From the right side of a node (its middle and its width are given) to the left side of another, past those between.
 * `points`: as it was laid out, with the two ends and a middle; more where it goes past others.
 */
export function lineBetween(from: Point, to: Point, width: number, points: readonly Point[]): Line {
  const start = { x: from.x + width / 2, y: from.y };
  const end = { x: to.x - width / 2, y: to.y };
  // What goes back, as in a circle, goes as it was laid out.
  if (end.x <= start.x) return lineThrough(points, start);
  return lineThrough([start, ...(points.length > 3 ? points.slice(1, -1) : []), end], start);
}

/** It leaves and reaches each point level. */
function lineThrough(points: readonly Point[], otherwise: Point): Line {
  const [first = otherwise, ...rest] = points;
  const before = [first, ...rest];
  const curves = rest.map(({ x, y }, at) => {
    const last = before[at] ?? first;
    const middle = (last.x + x) / 2;
    return `C${middle} ${last.y} ${middle} ${y} ${x} ${y}`;
  });
  const half = Math.floor(points.length / 2);
  const [left = first, right = left] = points.length % 2 === 0 ? points.slice(half - 1, half + 1) : [points[half]];
  return { path: `M${first.x} ${first.y}${curves.join('')}`, middle: between(left, right) };
}
