import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { WorkLine } from '../wire/work.ts';
import { type Answered, ask } from './server.ts';

/** What a write must bring; empty where the server only reads. */
const token = () => document.querySelector<HTMLMetaElement>('meta[name="pipeline-token"]')?.content ?? '';

export const isReadOnly = (): boolean => token() === '';

/** Asks the server to write. */
export const write = (path: string, body: object): Promise<Answered<unknown>> =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-pipeline-token': token() },
    body: JSON.stringify(body),
  });

/** Something long, as this page knows of it. */
export interface Followed {
  readonly latest: WorkLine | undefined;
  readonly isBusy: boolean;
}

/** Follows something long to its end; `round`: 0 while there is nothing to follow, another number for each new one. */
export function useWork(path: string, round: number): Followed {
  const latest = useSignal<WorkLine | undefined>(undefined);
  useEffect(() => {
    latest.value = undefined;
    if (round === 0) return;
    const events = new EventSource(path);
    events.onmessage = ({ data }) => {
      const line: WorkLine = JSON.parse(data);
      latest.value = line;
      if ('ended' in line) events.close();
    };
    return () => events.close();
  }, [path, round]);
  const line = latest.value;
  return { latest: line, isBusy: round > 0 && (line === undefined || !('ended' in line)) };
}
