import { DeadLetters } from './letters/dead-letters.tsx';
import { Acceptance } from './pages/acceptance.tsx';
import { Alerts } from './pages/alerts.tsx';
import { Connector } from './pages/connector.tsx';
import { Items } from './pages/items.tsx';
import { Job } from './pages/job.tsx';
import { Overview } from './pages/overview.tsx';
import { Plan } from './pages/plan.tsx';
import { Statistics } from './pages/statistics.tsx';
import { Stored } from './pages/stored.tsx';
import { StoredOne } from './pages/stored-one.tsx';
import { Topic } from './pages/topic.tsx';
import { Topics } from './pages/topics.tsx';
import { Recommender } from './recommender/recommender.tsx';
import { Recommenders } from './recommender/recommenders.tsx';
import { Similar } from './recommender/similar.tsx';
import { User } from './recommender/user.tsx';

/** What the names in an address show. */
interface Place {
  /** The whole path; its parenthesised parts are names. */
  readonly path: RegExp;
  readonly title: (...names: readonly string[]) => string;
  readonly show: (...names: readonly string[]) => preact.JSX.Element;
}

const named = (name = '') => name;

/** Every page. */
export const places: readonly Place[] = [
  { path: /^\/$/, title: () => 'Overview', show: () => <Overview /> },
  { path: /^\/items$/, title: () => 'Connectors and jobs', show: () => <Items /> },
  { path: /^\/connectors\/([^/]+)$/, title: named, show: (name = '') => <Connector key={name} name={name} /> },
  { path: /^\/jobs\/([^/]+)$/, title: named, show: (name = '') => <Job key={name} name={name} /> },
  { path: /^\/topics$/, title: () => 'Topics', show: () => <Topics /> },
  { path: /^\/topics\/([^/]+)$/, title: named, show: (name = '') => <Topic key={name} name={name} /> },
  { path: /^\/stored$/, title: () => 'What is stored', show: () => <Stored /> },
  { path: /^\/stored\/([^/]+)$/, title: named, show: (name = '') => <StoredOne key={name} name={name} /> },
  {
    path: /^\/dead-letters\/([^/]+)$/,
    title: (name = '') => `Dead letters of ${name}`,
    show: (name = '') => <DeadLetters key={name} name={name} />,
  },
  { path: /^\/recommenders$/, title: () => 'Recommendations', show: () => <Recommenders /> },
  { path: /^\/recommenders\/([^/]+)$/, title: named, show: (name = '') => <Recommender key={name} name={name} /> },
  {
    path: /^\/recommenders\/([^/]+)\/users\/([^/]+)$/,
    title: (_, user = '') => user,
    show: (name = '', user = '') => <User key={user} recommender={name} user={user} />,
  },
  {
    path: /^\/recommenders\/([^/]+)\/items\/([^/]+)$/,
    title: (_, item = '') => item,
    show: (name = '', item = '') => <Similar key={item} recommender={name} item={item} />,
  },
  { path: /^\/statistics$/, title: () => 'Statistics', show: () => <Statistics /> },
  { path: /^\/alerts$/, title: () => 'Alerts', show: () => <Alerts /> },
  { path: /^\/acceptance$/, title: () => 'Acceptance', show: () => <Acceptance /> },
  { path: /^\/plan$/, title: () => 'Plan', show: () => <Plan /> },
];

/** Those that stand above every page; `of`: the addresses that belong to one. */
export const links = [
  { href: '/', text: 'Overview', of: /^\/$/ },
  { href: '/items', text: 'Connectors and jobs', of: /^\/(items|connectors|jobs)/ },
  { href: '/topics', text: 'Topics', of: /^\/topics/ },
  { href: '/stored', text: 'Stored', of: /^\/(stored|dead-letters)/ },
  { href: '/recommenders', text: 'Recommendations', of: /^\/recommenders/ },
  { href: '/statistics', text: 'Statistics', of: /^\/statistics/ },
  { href: '/alerts', text: 'Alerts', of: /^\/alerts/ },
  { href: '/acceptance', text: 'Acceptance', of: /^\/acceptance/ },
  { href: '/plan', text: 'Plan', of: /^\/plan/ },
];
