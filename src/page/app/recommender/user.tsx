import { useSignal, useSignalEffect } from '@preact/signals';
import type { UserPage } from '../../wire/recommender.ts';
import { Shown, topicHref, Wide } from '../parts.tsx';
import { Bars } from '../plots/bars.tsx';
import { useAnswer } from '../server.ts';
import { count, instant, moment, rounded, share } from '../text.ts';
import { itemHref, recommenderHref, userHref } from './addresses.ts';
import { changeOf, type ListChange } from './changes.ts';

/** Changes of a list that are kept while it is looked at. */
const KEPT = 20;
const three = new Intl.NumberFormat(undefined, { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** One user: the list with its reasons as it is now, how it changes, what it comes from. */
export function User({ recommender, user }: { recommender: string; user: string }) {
  const answered = useAnswer<UserPage>(`/api${userHref(recommender, user)}`);
  const changes = useChanges(answered.state === 'there' ? answered.value : undefined);
  return (
    <>
      <p>
        A user of <a href={recommenderHref(recommender)}>{recommender}</a>
      </p>
      <Shown of={answered}>{(page) => <Found page={page} recommender={recommender} changes={changes} />}</Shown>
    </>
  );
}

/** What changed in a list since it is looked at, the newest first. */
function useChanges(page: UserPage | undefined): readonly ListChange[] {
  const last = useSignal<readonly string[] | undefined>(undefined);
  const changes = useSignal<readonly ListChange[]>([]);
  const now = useSignal(page);
  now.value = page;
  useSignalEffect(() => {
    const items = now.value?.items.map(({ item }) => item);
    if (items === undefined) return;
    const before = last.peek();
    last.value = items;
    const change = before && changeOf(before, items, Date.now());
    if (change !== undefined) changes.value = [change, ...changes.peek()].slice(0, KEPT);
  });
  return changes.value;
}

interface FoundProps {
  readonly page: UserPage;
  readonly recommender: string;
  readonly changes: readonly ListChange[];
}

function Found({ page, recommender, changes }: FoundProps) {
  const { user, known, live, time, items, history, from } = page;
  const fresh = new Set(changes[0]?.came.map(({ item }) => item));
  return (
    <>
      {!known && (
        <div class="notice">
          <strong>Nothing is known of {user}.</strong>{' '}
          {items.length > 0 ? 'This is what is popular, as somebody new is given it.' : 'No list is written.'}
        </div>
      )}
      {!live && (
        <div class="notice">
          <strong>No instance answers.</strong> This is the list as it was written last; the counts behind it and the
          history are known to instances alone.
        </div>
      )}
      <p>
        {time !== null && <>Latest event {instant(time)}. </>}
        Events in{' '}
        {from.map((topic, index) => (
          <span key={topic}>
            {index > 0 && ', '}
            <a href={`${topicHref(topic)}?q=${encodeURIComponent(user)}`}>{topic}</a>
          </span>
        ))}
      </p>
      <Wide label="Recommended items">
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">
                Place
              </th>
              <th scope="col">Item</th>
              <th scope="col" class="number">
                Score
              </th>
              <th scope="col">Because of</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ item, score, because, links = [] }, place) => (
              <tr key={item} class={fresh.has(item) ? 'fresh' : undefined}>
                <td class="number">{count(place + 1)}</td>
                <th scope="row">
                  <a href={itemHref(recommender, item)}>{item}</a>
                </th>
                <td class="number">{three.format(score)}</td>
                <td>
                  {because.length === 0 ? 'it is popular' : because.join(', ')}
                  {links.length > 0 && (
                    <small class="quiet">
                      {' '}
                      {links
                        .filter((link) => because.includes(link.item))
                        .map((link) => `${link.item}: ${rounded(link.pairs)} shared`)
                        .join(', ')}
                    </small>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {live && (
        <section aria-labelledby="changes" aria-live="polite">
          <h2 id="changes">Changes while you look</h2>
          {changes.length === 0 && <p class="quiet">None yet.</p>}
          <ul class="keys">
            {changes.map((change) => (
              <Change key={change.at} change={change} />
            ))}
          </ul>
        </section>
      )}
      {history.length > 0 && (
        <section aria-labelledby="history">
          <h2 id="history">History</h2>
          <p>The latest items, which the list is made from, with what each counts.</p>
          <Bars
            caption="Latest items, the latest first: events on each, share in the scores"
            bars={history.map((one) => ({ name: one.item, value: one.popularity, more: share(one.share, 1) }))}
          />
        </section>
      )}
    </>
  );
}

function Change({ change: { at, came, went, moved } }: { change: ListChange }) {
  const parts = [
    ...came.map(({ item, to }) => `${item} came to place ${to}`),
    ...went.map(({ item, from }) => `${item} left place ${from}`),
    ...moved.map(({ item, from, to }) => `${item} from ${from} to ${to}`),
  ];
  return (
    <li>
      {moment(at)}: {parts.join(', ')}
    </li>
  );
}
