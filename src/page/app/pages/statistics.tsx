import type { StatisticsJob, StatisticsTable, Sum, ValueCounts } from '../../wire/statistics.ts';
import { parameter, withParameters } from '../address.ts';
import { Shown, topicHref } from '../parts.tsx';
import { Bars, shared } from '../plots/bars.tsx';
import { Plot } from '../plots/plot.tsx';
import { useAnswer } from '../server.ts';
import { count, decimal, instant, plural, share } from '../text.ts';

/** What the jobs of `statistics:` have counted, as it grows. */
export function Statistics() {
  return <Shown of={useAnswer<readonly StatisticsJob[]>('/api/statistics')}>{(jobs) => <Found jobs={jobs} />}</Shown>;
}

function Found({ jobs }: { jobs: readonly StatisticsJob[] }) {
  const chosen = parameter('job');
  const shown = jobs.filter(({ name }) => chosen === '' || name === chosen);
  if (shown.length === 0) {
    return (
      <p>
        {chosen === '' ? 'No statistics are deployed' : `There is no job ${chosen}`}: an entry of{' '}
        <code>statistics:</code> in a pipeline file declares them.
      </p>
    );
  }
  return (
    <>
      {(jobs.length > 1 || chosen !== '') && (
        <nav class="chips" aria-label="Jobs of statistics">
          <a class="chip" href={withParameters({ job: '' })} aria-current={chosen === '' ? 'true' : undefined}>
            all
          </a>
          {jobs.map(({ name }) => (
            <a
              class="chip"
              key={name}
              href={withParameters({ job: name })}
              aria-current={chosen === name ? 'true' : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      )}
      {shown.map((job) => (
        <section key={job.name} aria-label={job.name}>
          <p>
            <a href={`/jobs/${encodeURIComponent(job.name)}`}>{job.name}</a>{' '}
            <small class="quiet">as of {instant(job.time)}</small>
          </p>
          {job.problem !== undefined && <p class="warn-line">{job.problem}</p>}
          {job.tables.map((table) => (
            <Table key={table.name} table={table} />
          ))}
        </section>
      ))}
    </>
  );
}

function Table({ table }: { table: StatisticsTable }) {
  const { name, topics, events, tombstones, broken, late, counts, sums, plots } = table;
  return (
    <article class="block">
      <h2>{name}</h2>
      <p>
        <strong>{plural(events, 'event')}</strong> of{' '}
        {topics.map((topic, index) => (
          <span key={topic}>
            {index > 0 && ', '}
            <a href={topicHref(topic)}>{topic}</a>
          </span>
        ))}
        {tombstones > 0 && <>, {plural(tombstones, 'tombstone')}</>}
        {late > 0 && <>, {count(late)} too late for their window</>}
      </p>
      {broken.map(({ reason, records }) => (
        <p class="warn-line" key={reason}>
          {count(records)} broken: {reason}
        </p>
      ))}
      <div class="tiles">
        {sums.map((sum) => (
          <SumLine key={sum.name} sum={sum} />
        ))}
      </div>
      <div class="figures-grid">
        {counts.map((counted) => (
          <Counts key={counted.field} counted={counted} events={events} />
        ))}
        {plots.map((plot) => (
          <Plot key={plot.title} plot={plot} />
        ))}
      </div>
    </article>
  );
}

function SumLine({ sum: { name, total, unit, decimals, events } }: { sum: Sum }) {
  return (
    <div class="tile">
      <span>{name}</span>
      <strong>
        {decimal(total, decimals)} {unit}
      </strong>
      <small class="quiet">in {plural(events, 'event')}</small>
    </div>
  );
}

function Counts({ counted: { field, values, more, none, other }, events }: { counted: ValueCounts; events: number }) {
  const bars = values.map(({ value, events: some }) => shared(value, some, events));
  const rest = [
    ...(more === undefined ? [] : [[`${count(more.values)} more`, more.events] as const]),
    ...(other > 0 ? [['(no room for their values)', other] as const] : []),
    ...(none > 0 ? [['(none)', none] as const] : []),
  ].map(([name, value]) => ({ name, value, more: share(value, events), quiet: true }));
  return <Bars caption={`Events by ${field}`} bars={[...bars, ...rest]} />;
}
