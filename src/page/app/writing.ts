import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { WorkLine } from '../wire.ts';
import { type Answered, ask } from './server.ts';

/** What a write must bring; empty where the server only reads. */
const token = document.querySelector<HTMLMetaElement>('meta[name="pipeline-token"]')?.content ?? '';

export const readOnly = token === '';

/** Asks the server to write. */
export const write = (path: string, body: object): Promise<Answered<unknown>> =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-pipeline-token': token },
    body: JSON.stringify(body),
  });

/** The lines about something long, while `follows`: the latest. It ends by itself. */
export function useWork(path: string, follows: boolean, onEnd: () => void): WorkLine | undefined {
  const latest = useSignal<WorkLine | undefined>(undefined);
  useEffect(() => {
    if (!follows) return;
    const events = new EventSource(path);
    events.onmessage = ({ data }) => {
      const line: WorkLine = JSON.parse(data);
      latest.value = line;
      if (!('ended' in line)) return;
      events.close();
      onEnd();
    };
    return () => events.close();
  }, [path, follows]);
  return latest.value;
}
