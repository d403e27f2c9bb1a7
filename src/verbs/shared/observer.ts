import type { Context, GlobalOptions, Output } from '../../base/context.ts';
import type { Observe } from '../../notify/health/observation.ts';
import { observe } from '../../pipeline/status/observe.ts';
import { withClients } from './clients.ts';

/** Retries are no messages of a job that looks every few seconds: what does not answer is its finding. */
const unheard: Output = { write: () => {}, isTerminal: false, columns: undefined, colour: false };

/** Looks at pipelines of the chosen cluster, each time with connections of its own. */
export const observer =
  (context: Context, options: GlobalOptions): Observe =>
  (pipeline, signal) =>
    withClients({ ...context, signal, messages: unheard }, options, (clients) =>
      observe(pipeline, clients, context.clock.now()),
    );
