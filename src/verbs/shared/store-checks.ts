import { type Diagnostic, InterruptedError, PipelineError, ServiceError } from '../../base/errors.ts';
import type { ConnectorConfig } from '../../clients/connect/model.ts';
import { topicsRead } from '../../clients/connect/topics-read.ts';
import type { Misfit } from '../../components/kind.ts';
import { kindOf } from '../../components/kinds.ts';
import type { JobSite } from '../../jobs/runner.ts';
import { mistake } from '../../language/diagnostic.ts';
import type { DesiredConnector, DesiredState } from '../../pipeline/compile/desired.ts';
import type { Plan } from '../../pipeline/plan/plan.ts';
import { Stores } from '../../store/location.ts';

type Site = Pick<JobSite, 'context' | 'cluster'>;

const writtenSinks = (plan: Plan): readonly { readonly name: string; readonly config: ConnectorConfig }[] =>
  plan.changes.flatMap((change) =>
    change.kind === 'connector' && change.role === 'sink' && change.config !== undefined
      ? [{ name: change.name, config: change.config }]
      : [],
  );

/**
 * The plan with what the places that its sinks write to do not allow. A place that does not answer is told, and keeps
 * no plan from being made: the sink itself refuses what does not fit.
 */
export async function withStoreChecks(plan: Plan, desired: DesiredState, { context, cluster }: Site): Promise<Plan> {
  const { patterns: meanings = [] } = plan;
  const refusals: Diagnostic[] = [];
  for (const sink of writtenSinks(plan)) {
    const connector = desired.connectors.find(({ name }) => name === sink.name);
    const ask = kindOf(sink.config)?.misfits;
    if (connector === undefined || ask === undefined) continue;
    try {
      const topics = topicsRead(
        sink.config,
        meanings.flatMap((one) => (one.connector === sink.name ? one.topics : [])),
      );
      const found = await ask({ ...sink, topics }, new Stores(cluster, context));
      refusals.push(...found.map((misfit) => told(misfit, connector, desired)));
    } catch (error) {
      if (!(error instanceof PipelineError) || error instanceof InterruptedError) throw error;
      // A database that is not there yet has no tables that could not fit.
      if (error instanceof ServiceError && error.message.includes('SQLSTATE 3D000')) continue;
      context.messages.write(
        `warning: whether ${sink.name} can write where it is to write is not known: ${error.message}\n`,
      );
    }
  }
  return refusals.length === 0 ? plan : { ...plan, refusals: [...plan.refusals, ...refusals] };
}

/** At the field that does not fit, with the sink beside; at the sink where there is none. */
function told(misfit: Misfit, connector: DesiredConnector, desired: DesiredState): Diagnostic {
  const { rule, field, ofType, message, hint } = misfit;
  const { map, declaration } = connector;
  const declared =
    declaration.pattern === undefined
      ? desired.topics.find(({ name }) => name === misfit.topic)?.declaration
      : { map, event: declaration.pattern.event };
  const sink = { map: connector.map, pointer: connector.pointer, part: 'key' as const };
  if (declared?.event === undefined || field === undefined) return mistake(rule, sink, message, { hint });
  const { event } = declared;
  const pointer =
    ofType === undefined ? ['events', event.name, 'fields', field] : ['events', event.name, 'types', ofType, field];
  return mistake(rule, { map: declared.map, pointer, part: 'key' }, message, {
    hint,
    related: { place: sink, message: `${connector.name} writes the table` },
  });
}

/** Makes the places that sinks write to and that are not there, before the sinks. */
export async function prepareStores(plan: Plan, { context, cluster }: Site): Promise<void> {
  for (const sink of writtenSinks(plan)) {
    const made = await kindOf(sink.config)
      ?.prepare?.(sink, new Stores(cluster, context))
      .catch((error: unknown) => {
        if (!(error instanceof PipelineError) || error instanceof InterruptedError) throw error;
        context.messages.write(`warning: what ${sink.name} writes to cannot be looked at: ${error.message}\n`);
        return undefined;
      });
    if (made !== undefined) context.messages.write(`Created ${made}\n`);
  }
}
