import { json, type Route } from './server.ts';

/** Whether an instance does its work, and why not. */
export interface Health {
  readonly ok: boolean;
  readonly state: string;
}

/** `GET /healthz`: 200 while the instance does its work, 503 while it waits, recovers or cannot. */
export function healthRoute(health: () => Health): Route {
  return {
    method: 'GET',
    path: /^\/healthz$/,
    answer: () => {
      const now = health();
      return json(now.ok ? 200 : 503, now);
    },
  };
}
