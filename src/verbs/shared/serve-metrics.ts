import type { Context, GlobalOptions } from '../../base/context.ts';
import { PROMETHEUS_TYPE, prometheusText } from '../../base/text/prometheus.ts';
import { inventory } from '../../pipeline/status/inventory.ts';
import { metricsOf } from '../../pipeline/status/metrics.ts';
import { readStatus } from '../../pipeline/status/read-status.ts';
import { InstanceServer, type ListenAddress, type Route } from '../../recommender/http/server.ts';
import { withClients } from './clients.ts';

/** Answers `GET /metrics` with the cluster as it is when it is asked, until the server is closed. */
export function serveMetrics(
  address: ListenAddress,
  context: Context,
  options: GlobalOptions,
): Promise<InstanceServer> {
  const route: Route = {
    method: 'GET',
    path: /^\/metrics$/,
    answer: () =>
      withClients(context, options, async (clients, { name }) => {
        const status = await readStatus(await inventory(clients), clients, name, context.clock.now());
        return { status: 200, type: PROMETHEUS_TYPE, body: prometheusText(metricsOf(status)) };
      }),
  };
  return InstanceServer.open(address, [route]);
}
