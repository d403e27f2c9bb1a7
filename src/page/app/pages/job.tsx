import type { JobPage } from '../../wire/job.ts';
import { Actions } from '../actions.tsx';
import { Shown, State, Trace, topicHref, Wide, Words } from '../parts.tsx';
import { Plot } from '../plots/plot.tsx';
import { useAnswer } from '../server.ts';
import { age, bytes, count, plural } from '../text.ts';

/** What a kind of job has a page of its own for. */
const pages: Readonly<Record<string, { readonly text: string; href(name: string): string }>> = {
  statistics: { text: 'What it counted', href: (name) => `/statistics?job=${encodeURIComponent(name)}` },
  alerts: { text: 'What it found', href: () => '/alerts' },
  recommender: { text: 'What it recommends', href: (name) => `/recommenders/${encodeURIComponent(name)}` },
};

/** One hosted job: what is wrong, where it runs, what it reads and writes, its figures now and over the last hour. */
export function Job({ name }: { name: string }) {
  const answered = useAnswer<JobPage>(`/api/jobs/${encodeURIComponent(name)}`);
  return <Shown of={answered}>{(page) => <Found page={page} />}</Shown>;
}

function Found({ page }: { page: JobPage }) {
  const { name, kind, host, restarts, time, trace, reads, writes, members, metrics, plots } = page;
  const own = pages[kind];
  return (
    <>
      <p>
        <State of={page} /> {kind} {host === '' ? 'on no host' : `on ${host}`}, started again {plural(restarts, 'time')}
        {time !== '' && `, last heard of ${age(time, Date.now())}`}
        {own !== undefined && (
          <>
            {' · '}
            <a href={own.href(name)}>{own.text}</a>
          </>
        )}
      </p>
      <Words of={page} />
      <Actions name={name} verbs={page.condition === 'stopped' ? ['resume'] : ['stop']} />
      {trace !== undefined && <Trace text={trace} of={name} />}
      <p>
        Reads <Topics names={reads} />; writes <Topics names={writes} />.
      </p>
      <div class="figures-grid">
        {plots.map((plot) => (
          <Plot key={plot.title} plot={plot} />
        ))}
      </div>
      <h2>Hosts and partitions</h2>
      {members.length === 0 ? (
        <p>Nobody takes part in a consumer group of it.</p>
      ) : (
        <Wide label="Table of members">
          <table>
            <thead>
              <tr>
                <th scope="col">Member</th>
                <th scope="col">Host</th>
                <th scope="col">Partitions</th>
              </tr>
            </thead>
            <tbody>
              {members.map(({ id, host: at, partitions }) => (
                <tr key={id}>
                  <th scope="row">{id}</th>
                  <td>{at}</td>
                  <td>{partitions.join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <h2>Figures</h2>
      <dl class="figures">
        {Object.entries(metrics).map(([metric, value]) => (
          <div key={metric}>
            <dt>{metric}</dt>
            <dd>{metric === 'memory' ? bytes(value) : count(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Topics({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <>no topic</>;
  return (
    <>
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <a href={topicHref(name)}>{name}</a>
        </span>
      ))}
    </>
  );
}
