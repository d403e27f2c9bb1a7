import type { SimilarPage } from '../../wire/recommender.ts';
import { Shown, Wide } from '../parts.tsx';
import { useAnswer } from '../server.ts';
import { rounded } from '../text.ts';
import { itemHref, recommenderHref } from './addresses.ts';

const three = new Intl.NumberFormat(undefined, { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** The items whose users are most like those of one. */
export function Similar({ recommender, item }: { recommender: string; item: string }) {
  const answered = useAnswer<SimilarPage>(`/api${itemHref(recommender, item)}`);
  return (
    <>
      <p>
        An item of <a href={recommenderHref(recommender)}>{recommender}</a>; those below have most users in common with
        it.
      </p>
      <Shown of={answered}>
        {({ items }) => (
          <Wide label="Similar items">
            <table>
              <thead>
                <tr>
                  <th scope="col">Item</th>
                  <th scope="col" class="number">
                    Similarity
                  </th>
                  <th scope="col" class="number">
                    Shared
                  </th>
                  <th scope="col" class="number">
                    Used in all
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.item}>
                    <th scope="row">
                      <a href={itemHref(recommender, one.item)}>{one.item}</a>
                    </th>
                    <td class="number">{three.format(one.similarity)}</td>
                    <td class="number">{rounded(one.pairs)}</td>
                    <td class="number">{rounded(one.itemCount)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </Shown>
    </>
  );
}
