import type { AcceptancePage } from '../../wire/acceptance.ts';
import { Checks, words } from '../acceptance/checks.tsx';
import { parameter, withParameters } from '../address.ts';
import { Shown } from '../parts.tsx';
import { Bars } from '../plots/bars.tsx';
import { Plot } from '../plots/plot.tsx';
import { useAnswer } from '../server.ts';
import { age, count, instant } from '../text.ts';

type Report = AcceptancePage['report'];

const outcomes = ['failed', 'unproven', 'passed'] as const;

/** The report of the last acceptance: every number, and how it was obtained. */
export function Acceptance() {
  return <Shown of={useAnswer<AcceptancePage>('/api/acceptance')}>{(page) => <Found page={page} />}</Shown>;
}

function Found({ page: { where, report } }: { page: AcceptancePage }) {
  const { ok, checks, plots, cluster, began, seconds } = report;
  const chosen = parameter('outcome');
  const shown = checks.filter(({ outcome }) => chosen === '' || outcome === chosen);
  const of = (wanted: string) => checks.filter(({ outcome }) => outcome === wanted).length;
  return (
    <>
      <p class={ok ? 'good-line' : 'bad-line'}>
        <span class={`state ${ok ? 'good' : 'bad'}`}>{ok ? 'accepted' : 'not accepted'}</span> Cluster {cluster}, began{' '}
        {instant(began)} ({age(began, Date.now())}), took {count(Math.round(seconds))} s.
      </p>
      <nav class="chips" aria-label="Outcomes">
        <a class="chip" href={withParameters({ outcome: '' })} aria-current={chosen === '' ? 'true' : undefined}>
          all {count(checks.length)}
        </a>
        {outcomes.map((outcome) => (
          <a
            class="chip"
            key={outcome}
            href={withParameters({ outcome })}
            aria-current={chosen === outcome ? 'true' : undefined}
          >
            {words[outcome]} {count(of(outcome))}
          </a>
        ))}
      </nav>
      {chosen === '' && plots.length > 0 && <Plots plots={plots} />}
      {shown.length === 0 && <p>There is none.</p>}
      {[...Map.groupBy(shown, ({ group }) => group)].map(([group, some]) => (
        <Checks key={group} name={group} checks={some} />
      ))}
      <p class="quiet">It lies in {where}.</p>
    </>
  );
}

function Plots({ plots }: Pick<Report, 'plots'>) {
  return (
    <div class="figures-grid">
      {plots.map((plot) =>
        plot.kind === 'bars' ? (
          <Bars
            key={plot.title}
            caption={
              <>
                <strong>{plot.title}</strong> <small>{plot.unit}</small>
              </>
            }
            bars={plot.points}
          />
        ) : (
          <Plot
            key={plot.title}
            plot={{
              title: plot.title,
              unit: plot.unit,
              lines: [{ name: plot.unit, points: plot.points.map(({ at, value }) => [at, value]) }],
            }}
          />
        ),
      )}
    </div>
  );
}
