import type { Pending, Overview as Said } from '../../wire/overview.ts';
import { parameter, withParameters } from '../address.ts';
import { Graph } from '../graph/graph.tsx';
import { hrefOf, State, storedHref } from '../parts.tsx';
import { overview } from '../server.ts';
import { age, count, plural, withLocalTimes } from '../text.ts';

/** Is everything where it should be, and if not, what is wrong? */
export function Overview() {
  const said = overview.value;
  if (said === undefined) return <p class="quiet">Reading what is declared and what runs …</p>;
  const chosen = parameter('pipeline');
  const items = said.items.filter(({ pipeline }) => chosen === '' || (pipeline ?? '') === chosen);
  if (said.items.length === 0) return <Nothing said={said} />;
  return (
    <>
      <Verdict said={{ ...said, items }} />
      <Pipelines said={said} chosen={chosen} />
      <Graph items={items} proofs={said.proofs} />
    </>
  );
}

function Nothing({ said }: { said: Said }) {
  if (said.reading !== undefined) return <p class="quiet">Reading what is declared and what runs …</p>;
  if (said.troubles.length > 0) return <p>Nothing can be shown until that is mended.</p>;
  return (
    <div class="notice">
      <strong>There is nothing yet:</strong> neither a connector nor a job, and no pipeline is declared.
      <p>
        <code>pipeline init</code> writes a first pipeline, <code>pipeline apply</code> brings it to the cluster. This
        page shows it by itself.
      </p>
    </div>
  );
}

function Verdict({ said }: { said: Said }) {
  const bad = said.items.filter(({ healthy }) => !healthy);
  const waiting = said.items.filter(({ healthy, words }) => healthy && words !== undefined);
  const known = said.items.filter(({ condition }) => condition !== 'not known');
  // Nothing is called well while something could not be looked at.
  const seen = said.reading === undefined && said.troubles.length === 0;
  return (
    <section class="verdict" aria-label="What is wrong">
      {seen && bad.length === 0 && known.length > 0 && (
        <p class="good-line">
          <span class="state good">well</span> Nothing is unhealthy among{' '}
          {plural(known.length, 'connector or job', 'connectors and jobs')}.
        </p>
      )}
      {[...bad, ...waiting].map((item) => (
        <p key={item.name} class={item.healthy ? 'warn-line' : 'bad-line'}>
          <State of={item} /> <a href={hrefOf(item)}>{item.name}</a> <span>{withLocalTimes(item.words ?? '')}</span>
        </p>
      ))}
      {said.pending !== undefined && <PendingLine pending={said.pending} />}
      <Proofs said={said} />
    </section>
  );
}

/** How what is stored was proven last: what is not so by name, the others in one line. */
function Proofs({ said }: { said: Said }) {
  const proofs = said.items.flatMap(({ name }) => said.proofs[name] ?? []).filter(({ ok }) => ok !== null);
  const stores = said.items.filter(({ role }) => role === 'sink').length;
  const oldest = proofs.map(({ time }) => time).sort()[0];
  if (stores === 0 && oldest === undefined) return null;
  const notProven = said.items.flatMap(({ name }) => {
    const proof = said.proofs[name];
    return proof?.ok === false ? [{ name, words: proof.words }] : [];
  });
  const failed = notProven.length;
  return (
    <>
      {notProven.map(({ name, words }) => (
        <p key={name} class="bad-line">
          <span class="state bad">not proven</span> <a href={storedHref(name)}>{name}</a> {words}
        </p>
      ))}
      <p class={failed > 0 ? 'bad-line' : 'good-line'}>
        <a href="/stored">{oldest === undefined ? 'No proof is known' : plural(proofs.length, 'last proof')}</a>
        {oldest === undefined && ` of what ${plural(stores, 'sink')} stored.`}
        {failed > 0 && `, ${count(failed)} failed`}
        {oldest !== undefined && ` (${proofs.length > 1 ? 'the oldest ' : ''}${age(oldest, Date.now())})`}
      </p>
    </>
  );
}

function PendingLine({ pending }: { pending: Pending }) {
  const { add, change, destroy, drift, refusals } = pending;
  if (add + change + destroy + drift + refusals === 0) {
    return (
      <p class="good-line">
        <span class="state good">as declared</span> The cluster is as the files declare it.
      </p>
    );
  }
  const parts = [
    ...(add > 0 ? [`${add} to add`] : []),
    ...(change > 0 ? [`${change} to change`] : []),
    ...(destroy > 0 ? [`${destroy} to destroy`] : []),
    ...(drift > 0 ? [`${drift} changed or made by somebody else`] : []),
    ...(refusals > 0 ? [`${refusals} that apply would refuse`] : []),
  ];
  return (
    <p class="warn-line">
      <span class="state warn">not as declared</span> <a href="/plan">{parts.join(', ')}</a>
    </p>
  );
}

function Pipelines({ said, chosen }: { said: Said; chosen: string }) {
  const names = [...new Set(said.items.map(({ pipeline }) => pipeline ?? ''))].sort();
  if (names.length < 2 && chosen === '') return null;
  const link = (name: string, text: string) => (
    <a
      key={name}
      class="chip"
      href={withParameters({ pipeline: name })}
      aria-current={chosen === name ? 'true' : undefined}
    >
      {text}
    </a>
  );
  return (
    <nav class="chips" aria-label="Pipelines">
      {link('', 'all pipelines')}
      {names.filter((name) => name !== '').map((name) => link(name, name))}
    </nav>
  );
}
