import { State } from '../parts.tsx';
import { overview } from '../server.ts';
import { count } from '../text.ts';
import { recommenderHref } from './addresses.ts';
import { Recommender } from './recommender.tsx';

/** Every recommender; the only one at once. */
export function Recommenders() {
  const said = overview.value;
  if (said === undefined) return <p class="quiet">Asking the cluster …</p>;
  const all = said.items.filter(({ what }) => what === 'recommender');
  const [only] = all;
  if (only === undefined) {
    return (
      <p>
        There is no recommender: <code>recommender:</code> in a pipeline file declares one.
      </p>
    );
  }
  if (all.length === 1) return <Recommender name={only.name} />;
  return (
    <ul class="keys">
      {all.map((item) => (
        <li key={item.name}>
          <a href={recommenderHref(item.name)}>{item.name}</a> <State of={item} />{' '}
          {item.records !== null && `${count(item.records)} events learned`}
        </li>
      ))}
    </ul>
  );
}
