import type { ConnectorPage, KeyRow, TaskRow } from '../../wire/connector.ts';
import type { Verb } from '../../wire/intent.ts';
import { Actions } from '../actions.tsx';
import { parameter, withParameters } from '../address.ts';
import { LettersLink } from '../letters/link.tsx';
import { Offsets } from '../offsets.tsx';
import { Shown, State, storedHref, Trace, Wide, Words } from '../parts.tsx';
import { ProofLine } from '../proof-line.tsx';
import { overview, useAnswer } from '../server.ts';
import { count, plural, withLocalTimes } from '../text.ts';

/** One connector: what is wrong, its tasks with whole traces, how far it is, desired beside live. */
export function Connector({ name }: { name: string }) {
  const answered = useAnswer<ConnectorPage>(`/api/connectors/${encodeURIComponent(name)}`);
  return <Shown of={answered}>{(page) => <Found page={page} />}</Shown>;
}

function Found({ page }: { page: ConnectorPage }) {
  const { type, condition, worker, trace, tasks, partitions, offsets, config, declared, live } = page;
  return (
    <>
      <p>
        <State of={page} /> {type} <code>{page.class}</code>
        {worker !== '' && <> on {worker}</>}
        {!declared && ' · no file declares it'}
        {!live && ' · the cluster does not have it yet'}
      </p>
      <Words of={page} />
      <Proof name={page.name} isSink={type === 'sink'} />
      {live && <Actions name={page.name} verbs={verbsFor(page)} />}
      {trace !== undefined && <Trace text={trace} of="the connector" />}
      {live && (
        <section aria-labelledby="tasks">
          <h2 id="tasks">Tasks</h2>
          {tasks.length === 0 && <p>It has no task{condition === 'stopped' ? ': it is stopped' : ''}.</p>}
          {tasks.map((task) => (
            <Task key={task.id} task={task} />
          ))}
        </section>
      )}
      {partitions.length > 0 && (
        <section aria-labelledby="lag">
          <h2 id="lag">Lag</h2>
          <Wide label="Lag by partition">
            <table>
              <thead>
                <tr>
                  <th scope="col">Partition</th>
                  <th scope="col" class="number">
                    Next offset
                  </th>
                  <th scope="col" class="number">
                    Records behind
                  </th>
                </tr>
              </thead>
              <tbody>
                {partitions.map(({ topic, partition, position, lag, exact }) => (
                  <tr key={`${topic}-${partition}`}>
                    <th scope="row">
                      {topic}-{partition}
                    </th>
                    <td class="number">{count(position)}</td>
                    <td class="number">
                      {exact ? '' : '≤ '}
                      {count(lag)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </section>
      )}
      {offsets.length > 0 && (
        <details>
          <summary>Offsets as Connect keeps them ({plural(offsets.length, 'partition')})</summary>
          <Offsets label="Offsets" rows={offsets} />
        </details>
      )}
      <Configuration rows={config} both={declared && live} />
    </>
  );
}

/** How what it stored was proven last. */
function Proof({ name, isSink }: { name: string; isSink: boolean }) {
  const proof = overview.value?.proofs[name];
  if (!isSink) return null;
  return (
    <p>
      {proof === undefined ? 'No proof of what it stored is known.' : <ProofLine proof={proof} />}{' '}
      <a href={storedHref(name)}>What it stored</a>
      <LettersLink name={name} />
    </p>
  );
}

/** What makes sense for one in its condition: what mends it first. */
function verbsFor({ condition, tasks, trace }: ConnectorPage): readonly Verb[] {
  const failed = trace !== undefined || tasks.some(({ state }) => state === 'FAILED');
  if (condition === 'stopped') return ['resume'];
  if (condition === 'paused') return ['resume', 'stop'];
  return [...(failed ? (['restart-failed'] as const) : []), 'restart', 'pause', 'stop'];
}

function Task({ task: { id, state, worker, trace, reported } }: { task: TaskRow }) {
  const healthy = state === 'RUNNING';
  return (
    <article>
      <h3>
        Task {id} <State of={{ condition: state.toLowerCase(), healthy: healthy || state === 'PAUSED' }} />{' '}
        <small>on {worker}</small>
      </h3>
      {reported.map((line) => (
        <p key={line}>{withLocalTimes(line)}</p>
      ))}
      {trace !== undefined && <Trace text={trace} of={`task ${id}`} />}
    </article>
  );
}

function Configuration({ rows, both }: { rows: readonly KeyRow[]; both: boolean }) {
  const differing = rows.filter(({ differs }) => differs);
  const all = parameter('keys') === 'all' || differing.length === 0;
  const shown = all ? rows : differing;
  return (
    <section aria-labelledby="configuration">
      <h2 id="configuration">Configuration</h2>
      {both && (
        <p class={differing.length === 0 ? 'good-line' : 'warn-line'}>
          {differing.length === 0
            ? 'The cluster has it as it is declared.'
            : `${plural(differing.length, 'key differs', 'keys differ')} from what is declared. `}
          {differing.length > 0 && (
            <a href={withParameters({ keys: all ? '' : 'all' })}>{all ? 'Only those' : 'Show all keys'}</a>
          )}
        </p>
      )}
      <Wide label="Table of keys">
        <table>
          <thead>
            <tr>
              <th scope="col">Key</th>
              {both ? (
                <>
                  <th scope="col">Declared</th>
                  <th scope="col">Live</th>
                </>
              ) : (
                <th scope="col">Value</th>
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ key, desired, live, differs }) => (
              <tr key={key} class={differs ? 'differs' : undefined}>
                <th scope="row">
                  <code>{key}</code>
                  {differs && <span class="state warn">differs</span>}
                </th>
                {both ? (
                  <>
                    <td class="value">{desired ?? <em>not declared</em>}</td>
                    <td class="value">{live ?? <em>not there</em>}</td>
                  </>
                ) : (
                  <td class="value">{desired ?? live}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
