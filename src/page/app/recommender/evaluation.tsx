import type { EvaluationPage } from '../../wire/recommender.ts';
import { parameter, withParameters } from '../address.ts';
import { Shown, Wide } from '../parts.tsx';
import { useAnswer } from '../server.ts';
import { age, count, plural } from '../text.ts';
import { recommenderHref } from './addresses.ts';

const figure = new Intl.NumberFormat(undefined, { minimumFractionDigits: 4, maximumFractionDigits: 4 });

/** How well the models rank what came next; computed when it is asked for, since it reads every event. */
export function Evaluation({ name }: { name: string }) {
  if (parameter('evaluation') !== '1') {
    return (
      <p>
        <a href={withParameters({ evaluation: '1' })}>Evaluate</a>: every user's last event is kept back, and asked for
        after all others are learned. It reads all events, which takes a while.
      </p>
    );
  }
  return <Asked name={name} />;
}

function Asked({ name }: { name: string }) {
  const answered = useAnswer<EvaluationPage>(`/api${recommenderHref(name)}/evaluation`);
  return <Shown of={answered}>{(page) => <Figures page={page} />}</Shown>;
}

function Figures({ page: { time, evaluation } }: { page: EvaluationPage }) {
  const { events, users, items, trials } = evaluation;
  return (
    <>
      <p>
        {plural(events, 'event')} of {plural(users, 'user')} on {plural(items, 'item')}, evaluated{' '}
        {age(time, Date.now())}.
      </p>
      {trials.map(({ protocol, outcomes }) => (
        <Wide key={protocol} label={`Figures of ${protocol}`}>
          <table>
            <caption>{protocol}</caption>
            <thead>
              <tr>
                {['Model', 'Length of list', 'Cases', 'Hit rate', 'NDCG', 'MRR', 'Coverage', 'Novelty'].map((title) => (
                  <th scope="col" key={title} class={title === 'Model' ? '' : 'number'}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {outcomes.flatMap(({ model, cases, at }) =>
                Object.entries(at).map(([length, { hitRate, ndcg, mrr, coverage, novelty }]) => (
                  <tr key={`${model} ${length}`}>
                    <th scope="row">{model}</th>
                    <td class="number">{length}</td>
                    <td class="number">{count(cases)}</td>
                    {[hitRate, ndcg, mrr, coverage, novelty].map((value, index) => (
                      <td class="number" key={index}>
                        {figure.format(value)}
                      </td>
                    ))}
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </Wide>
      ))}
    </>
  );
}
