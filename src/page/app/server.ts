import { signal, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Overview } from '../wire/overview.ts';
import type { Problem } from '../wire/problem.ts';

/** What the server last said of everything. */
export const overview = signal<Overview | undefined>(undefined);

/** Since when the page's own server does not answer. */
export const lostSince = signal<Date | undefined>(undefined);

const heard = (said: Overview) => {
  overview.value = said;
  lostSince.value = undefined;
};

const lost = () => {
  lostSince.value ??= new Date();
};

/** Milliseconds between two looks of a page that nobody sees. */
const UNSEEN = 10_000;

/** What came with the document, or else is asked for once; and then everything as it comes. */
export function listen(): void {
  const known = document.getElementById('overview')?.textContent ?? '';
  if (known !== '') heard(JSON.parse(known));
  const askOnce = () => {
    fetch('/api/overview')
      .then(async (response) => heard(await response.json()))
      .catch(lost);
  };
  let stop = () => {};
  // A browser keeps six connections to one server: pages that nobody sees leave them to those that somebody does.
  const follow = () => {
    stop();
    if (document.hidden) {
      const timer = setInterval(askOnce, UNSEEN);
      stop = () => clearInterval(timer);
      return;
    }
    const events = new EventSource('/api/events');
    events.onmessage = ({ data }) => heard(JSON.parse(data));
    events.onerror = lost;
    stop = () => events.close();
  };
  if (known === '') askOnce();
  follow();
  document.addEventListener('visibilitychange', follow);
}

/** What an address of the server answered. */
export type Answered<T> =
  /** `late`: what the server says meanwhile, once it has waited. */
  | { readonly state: 'asking'; readonly late?: string }
  | { readonly state: 'there'; readonly value: T }
  | { readonly state: 'refused'; readonly problem: Problem['error'] };

/** Asks the server once. */
export async function ask<T>(path: string, init?: RequestInit): Promise<Answered<T>> {
  try {
    const response = await fetch(path, init);
    const body: unknown = await response.json();
    // The cluster has not answered yet: it is asked on.
    if (response.status === 504) return { state: 'asking', late: (body as Problem).error.message };
    if (response.ok) return { state: 'there', value: body as T };
    return { state: 'refused', problem: (body as Problem).error };
  } catch {
    return {
      state: 'refused',
      problem: { message: 'The server of this page does not answer.', hint: 'Is `pipeline page` still running?' },
    };
  }
}

/** What `path` answers, asked again whenever the overview has come anew; what was there stays until then. */
export function useAnswer<T>(path: string): Answered<T> {
  const answer = useSignal<{ path: string; answered: Answered<T> }>({ path, answered: { state: 'asking' } });
  const asked = useSignal(path);
  asked.value = path;
  useSignalEffect(() => {
    void overview.value?.time;
    const from = asked.value;
    void ask<T>(from).then((answered) => {
      if (asked.peek() === from) answer.value = { path: from, answered };
    });
  });
  return answer.value.path === path ? answer.value.answered : { state: 'asking' };
}

/** What `path` answered when it was asked, once. */
export function useOnce<T>(path: string): Answered<T> {
  const answer = useSignal<Answered<T>>({ state: 'asking' });
  useEffect(() => {
    void ask<T>(path).then((answered) => {
      answer.value = answered;
    });
  }, [path]);
  return answer.value;
}
