import type { JobPage } from '../../wire.ts';
import { Actions } from '../actions.tsx';
import { Shown, State, Trace, Words } from '../parts.tsx';
import { useAnswer } from '../server.ts';
import { age, count } from '../text.ts';

/** One hosted job: what is wrong, where it runs, its figures. */
export function Job({ name }: { name: string }) {
  const answered = useAnswer<JobPage>(`/api/jobs/${encodeURIComponent(name)}`);
  return (
    <Shown of={answered}>
      {(page) => (
        <>
          <p>
            <State of={page} /> {page.kind} {page.host === '' ? 'on no host' : `on ${page.host}`}, started again{' '}
            {count(page.restarts)} times{page.time !== '' && `, last heard of ${age(page.time, Date.now())}`}
          </p>
          <Words of={page} />
          <Actions name={page.name} verbs={page.condition === 'stopped' ? ['resume'] : ['stop']} />
          {page.trace !== undefined && <Trace text={page.trace} of={page.name} />}
          <h2>Figures</h2>
          <dl class="figures">
            {Object.entries(page.metrics).map(([metric, value]) => (
              <div key={metric}>
                <dt>{metric}</dt>
                <dd>{count(value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Shown>
  );
}
