import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import type { Recommendations } from '../recommender/publish/published.ts';

/** Each user's items with the reason for each: the user's own items that speak for it, or that it is popular. */
export function renderRecommendations(lists: readonly Recommendations[], output: Output): string {
  const style = paint(output);
  return lists
    .map(({ user, items, time }) => {
      const width = Math.max(0, ...items.map(({ item }) => printable(item).length));
      const lines = items.map(({ item, score, because }, index) => {
        const reason = because.length === 0 ? 'popular' : `because of ${because.map(printable).join(', ')}`;
        const place = String(index + 1).padStart(3);
        return `${place}  ${printable(item).padEnd(width)}  ${score.toFixed(3)}  ${style.dim(reason)}\n`;
      });
      return `${style.bold(printable(user))} ${style.dim(`latest event ${printable(time)}`)}\n${lines.join('')}`;
    })
    .join('\n');
}
