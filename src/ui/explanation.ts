import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import type { ExplainedList } from '../recommender/http/explained-list.ts';

const rounded = (value: number) => value.toFixed(3);

/** The user's latest items, then each recommended item with the counts that speak for it. */
export function renderExplanation(list: ExplainedList, output: Output): string {
  const style = paint(output);
  const { profile, items } = list.explanation;
  const head = list.known
    ? `${style.bold(printable(list.user))} ${style.dim(`latest event ${printable(list.time ?? '')}`)}\n`
    : `Nothing is known of ${style.bold(printable(list.user))}: this is what is popular.\n`;
  const own = profile.map(({ item, share, itemCount, popularity }) => [
    printable(item),
    rounded(share),
    String(itemCount),
    String(popularity),
  ]);
  const ownColumns = [
    { title: 'LATEST ITEM' },
    { title: 'SHARE', align: 'right' },
    { title: 'ITEM COUNT', align: 'right' },
    { title: 'EVENTS', align: 'right' },
  ] as const;
  const recommended = items.flatMap(({ item, score, because, itemCount, popularity, links }) => {
    const first = [printable(item), rounded(score), String(itemCount), String(popularity)];
    // The model of sessions counts no pairs: it names the user's items that its neighbours share.
    if (links.length === 0) return [[...first, because.map(printable).join(', ') || 'popular', '', '']];
    return links.map((link, place) => [
      ...(place === 0 ? first : ['', '', '', '']),
      printable(link.item),
      String(link.pairs),
      String(link.sequences),
    ]);
  });
  const columns = [
    { title: 'RECOMMENDED' },
    { title: 'SCORE', align: 'right' },
    { title: 'ITEM COUNT', align: 'right' },
    { title: 'EVENTS', align: 'right' },
    { title: 'BECAUSE OF' },
    { title: 'PAIRS', align: 'right' },
    { title: 'SEQUENCES', align: 'right' },
  ] as const;
  const asOf = style.dim(`as of ${printable(JSON.stringify(list.asOf))}\n`);
  return `${head}${own.length === 0 ? '' : `${table(ownColumns, own)}\n`}${table(columns, recommended)}${asOf}`;
}
