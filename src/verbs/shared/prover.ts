import type { Context, GlobalOptions } from '../../base/context.ts';
import { RefusedError } from '../../base/errors.ts';
import { hosted } from '../../components/hosted.ts';
import type { Prove } from '../../components/hosted-kind.ts';
import { connectorItems, jobItems } from '../../pipeline/status/inventory.ts';
import { withClients } from './clients.ts';
import { chooseOutputs } from './job-outputs.ts';
import { prove } from './prove.ts';
import { chooseSinks } from './sinks.ts';

/** Proves what pipelines store in the chosen cluster, as it runs there: their files are not read. */
export const prover =
  (context: Context, options: GlobalOptions): Prove =>
  (pipeline, deep, signal) =>
    withClients({ ...context, signal }, options, async (clients, cluster) => {
      const inner = { ...context, signal };
      const source = { context: inner, options, clients, cluster };
      const connectors = (await connectorItems(clients)).filter((item) => item.pipeline === pipeline);
      const names = connectors.flatMap((item) =>
        item.kind === 'connector' && item.live.type === 'sink' ? [item.name] : [],
      );
      const jobs = (await jobItems(clients)).flatMap((item) =>
        item.kind === 'job' && item.pipeline === pipeline && hosted.find(item.record.kind)?.proof !== undefined
          ? [item.name]
          : [],
      );
      const sinks = [
        ...(names.length === 0 ? [] : await chooseSinks(source, [], names)),
        ...(jobs.length === 0 ? [] : await chooseOutputs(source, [], jobs)),
      ];
      if (sinks.length === 0) throw new RefusedError('It stores nothing that can be proven', { where: pipeline });
      return prove(sinks, { context: inner, clients, cluster, wait: undefined, deep, full: false });
    });
