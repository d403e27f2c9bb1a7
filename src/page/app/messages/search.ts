import { useSignal, useSignalEffect } from '@preact/signals';
import type { FoundMessage, SearchLine } from '../../wire/messages.ts';
import type { Problem } from '../../wire/problem.ts';

/** Records that are kept while a topic is followed. */
const KEPT = 500;

/** How a search stands. */
export interface Found {
  readonly messages: readonly FoundMessage[];
  readonly looked: number;
  readonly of: number;
  readonly done: boolean;
  readonly problem?: Problem['error'];
}

const nothing: Found = { messages: [], looked: 0, of: 0, done: false };

/** What `path` streams, as it comes; another path ends the stream before it. */
export function useSearch(path: string): Found {
  const found = useSignal<Found>(nothing);
  const asked = useSignal(path);
  asked.value = path;
  useSignalEffect(() => {
    const gone = new AbortController();
    found.value = nothing;
    void follow(asked.value, gone.signal, (lines) => {
      found.value = lines.reduce(withLine, found.peek());
    }).catch(() => {
      if (gone.signal.aborted) return;
      found.value = { ...found.peek(), problem: { message: 'The search broke off.', hint: 'Search again.' } };
    });
    return () => gone.abort();
  });
  return found.value;
}

function withLine(found: Found, line: SearchLine): Found {
  if ('error' in line) return { ...found, done: true, problem: line.error };
  if ('looked' in line) return { ...found, ...line };
  return { ...found, messages: [line, ...found.messages].slice(0, KEPT) };
}

async function follow(path: string, signal: AbortSignal, tell: (lines: readonly SearchLine[]) => void): Promise<void> {
  const { body } = await fetch(path, { signal });
  if (body === null) return;
  let rest = '';
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) tell(lines.map((line): SearchLine => JSON.parse(line)));
  }
}
