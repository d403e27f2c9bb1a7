import type { Context, GlobalOptions } from '../../base/context.ts';
import type { ExitCode } from '../../base/errors.ts';
import { withClients } from '../shared/clients.ts';
import type { SinkSource } from '../shared/sinks.ts';

/** Runs `work` where places of stores and sinks can be looked up. */
export const withPlaces = (
  context: Context,
  options: GlobalOptions,
  work: (source: SinkSource) => Promise<ExitCode>,
): Promise<ExitCode> =>
  withClients(context, options, (clients, cluster) => work({ context, options, clients, cluster }));
