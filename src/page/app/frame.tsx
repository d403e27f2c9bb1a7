import { useSignalEffect } from '@preact/signals';
import { address } from './address.ts';
import { Notices } from './notices.tsx';
import { Connector } from './pages/connector.tsx';
import { Items } from './pages/items.tsx';
import { Job } from './pages/job.tsx';
import { Overview } from './pages/overview.tsx';
import { Plan } from './pages/plan.tsx';
import { Topic } from './pages/topic.tsx';
import { Topics } from './pages/topics.tsx';
import { overview } from './server.ts';

interface Place {
  readonly path: RegExp;
  readonly title: (name: string) => string;
  readonly show: (name: string) => preact.JSX.Element;
}

const places: readonly Place[] = [
  { path: /^\/$/, title: () => 'Overview', show: () => <Overview /> },
  { path: /^\/items$/, title: () => 'Connectors and jobs', show: () => <Items /> },
  { path: /^\/connectors\/([^/]+)$/, title: (name) => name, show: (name) => <Connector key={name} name={name} /> },
  { path: /^\/jobs\/([^/]+)$/, title: (name) => name, show: (name) => <Job key={name} name={name} /> },
  { path: /^\/topics$/, title: () => 'Topics', show: () => <Topics /> },
  { path: /^\/topics\/([^/]+)$/, title: (name) => name, show: (name) => <Topic key={name} name={name} /> },
  { path: /^\/plan$/, title: () => 'Plan', show: () => <Plan /> },
];

const links = [
  { href: '/', text: 'Overview', of: /^\/$/ },
  { href: '/items', text: 'Connectors and jobs', of: /^\/(items|connectors|jobs)/ },
  { href: '/topics', text: 'Topics', of: /^\/topics/ },
  { href: '/plan', text: 'Plan', of: /^\/plan/ },
];

/** What stands around every page, and the page that the address names. */
export function Frame() {
  const { pathname } = address.value;
  const found = places.flatMap((place) => {
    const match = place.path.exec(pathname);
    return match === null ? [] : [{ place, name: decodeURIComponent(match[1] ?? '') }];
  })[0];
  const title = found?.place.title(found.name) ?? 'Not found';
  useSignalEffect(() => {
    const bad = overview.value?.items.filter(({ healthy }) => !healthy).length ?? 0;
    document.title = `${bad > 0 ? `(${bad}) ` : ''}${title} · pipeline`;
  });
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header>
        <a class="brand" href="/">
          pipeline
        </a>
        <nav aria-label="Pages">
          {links.map(({ href, text, of }) => (
            <a key={href} href={href} aria-current={of.test(pathname) ? 'page' : undefined}>
              {text}
              {href === '/plan' && <PendingCount />}
            </a>
          ))}
        </nav>
        <ClusterName />
      </header>
      <main id="main" tabIndex={-1}>
        <h1>{title}</h1>
        <Notices />
        {found?.place.show(found.name) ?? (
          <p>
            There is no page {pathname}. <a href="/">The overview</a> leads to everything.
          </p>
        )}
      </main>
    </>
  );
}

function ClusterName() {
  const said = overview.value;
  if (said === undefined) return null;
  return (
    <p class="cluster">
      cluster <strong>{said.cluster}</strong>
      {said.connect !== undefined && <small>{said.connect}</small>}
    </p>
  );
}

function PendingCount() {
  const pending = overview.value?.pending;
  const sum = pending === undefined ? 0 : pending.add + pending.change + pending.destroy + pending.drift;
  return sum === 0 ? null : <span class="badge">{sum}</span>;
}
