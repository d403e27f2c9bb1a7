import type { RecommenderPage } from '../../wire/recommender.ts';
import { go } from '../address.ts';
import { Shown, State, topicHref, Wide } from '../parts.tsx';
import { overview, useAnswer } from '../server.ts';
import { count, plural } from '../text.ts';
import { itemHref, recommenderHref, userHref } from './addresses.ts';
import { Evaluation } from './evaluation.tsx';
import { Lists } from './lists.tsx';

/** One recommender: who is looked for, the lists that change, who runs it, how good it is. */
export function Recommender({ name }: { name: string }) {
  return (
    <Shown of={useAnswer<RecommenderPage>(`/api${recommenderHref(name)}`)}>{(page) => <Found page={page} />}</Shown>
  );
}

function Found({ page }: { page: RecommenderPage }) {
  const { name, from, to, user, item, weights, instances, newest } = page;
  const deployed = overview.value?.items.find((one) => one.name === name);
  return (
    <>
      <p>
        {deployed !== undefined && <State of={deployed} />} <a href={`/jobs/${encodeURIComponent(name)}`}>{name}</a>{' '}
        {deployed?.records != null && `has learned ${plural(deployed.records, 'event')}`}
        {deployed?.lag != null && `, ${plural(deployed.lag, 'record')} behind`}. It reads{' '}
        {from.map((topic, index) => (
          <span key={topic}>
            {index > 0 && ', '}
            <a href={topicHref(topic)}>{topic}</a>
          </span>
        ))}{' '}
        and writes <a href={topicHref(to)}>{to}</a>.
      </p>
      <Lookup name={name} fields={{ user, item }} />
      <h2>Lists that changed last</h2>
      {newest.length === 0 ? <p>None is written yet.</p> : <Lists name={name} lists={newest} />}
      <h2>How good the lists are</h2>
      <Evaluation name={name} />
      <h2>How it runs</h2>
      <p>
        Weights of events:{' '}
        {Object.entries(weights)
          .map(([type, weight]) => `${type} ${count(weight)}`)
          .join(', ')}
        .
      </p>
      {instances.length === 0 ? (
        <p>No instance runs: what is shown of users is what was written last.</p>
      ) : (
        <Wide label="Table of instances">
          <table>
            <thead>
              <tr>
                <th scope="col">Instance</th>
                <th scope="col">Address</th>
                <th scope="col">Does</th>
                <th scope="col" class="number">
                  Shards
                </th>
                <th scope="col">Partitions of the lists</th>
              </tr>
            </thead>
            <tbody>
              {instances.map((one) => (
                <tr key={one.id}>
                  <th scope="row">{one.id}</th>
                  <td>{one.address}</td>
                  <td>{one.leads ? 'learns and writes the log' : 'learns'}</td>
                  <td class="number">{count(one.shards)}</td>
                  <td>{one.partitions.join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </>
  );
}

/** Finds a user or an item by its id. */
function Lookup({ name, fields }: { name: string; fields: { readonly user: string; readonly item: string } }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const given = new FormData(event.currentTarget);
    const id = String(given.get('id') ?? '').trim();
    if (id !== '') go((given.get('kind') === 'item' ? itemHref : userHref)(name, id));
  };
  return (
    <form class="search" onSubmit={submit}>
      <label>
        Find{' '}
        <select name="kind">
          <option value="user">user ({fields.user})</option>
          <option value="item">item ({fields.item})</option>
        </select>
      </label>
      <label>
        called <input type="search" name="id" required />
      </label>
      <button type="submit">Show</button>
    </form>
  );
}
