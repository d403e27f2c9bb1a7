import { UsageError } from '../base/errors.ts';
import { meant } from './diagnostic.ts';
import type { ConnectorDeclaration, Pipeline } from './model.ts';

/**
 * The source or sink that `reference` names: `sinks.lake` (when one file given has it), `streaming/sinks.lake`, or its
 * name in the cluster, `streaming.lake`. Anything else is a UsageError with what may have been meant.
 */
export function findConnector(pipelines: readonly Pipeline[], reference: string): ConnectorDeclaration {
  const declared = pipelines.flatMap(({ sources, sinks }) => [...sources, ...sinks]);
  const found = declared.filter((one) => namesOf(one).includes(reference));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (second !== undefined) {
    const names = found.map((one) => `${one.pipeline}.${one.name}`).join(', ');
    throw new UsageError(`\`${reference}\` may mean several: ${names}`, { hint: 'name the pipeline too' });
  }
  const hint = meant(
    reference,
    declared.map((one) => `${one.pipeline}.${one.name}`),
    'source or sink',
  );
  throw new UsageError(`There is no source or sink \`${reference}\` in the files given`, { hint });
}

/** Like `findConnector`, for sinks only. */
export function findSink(pipelines: readonly Pipeline[], reference: string): ConnectorDeclaration {
  return findConnector(
    pipelines.map((pipeline) => ({ ...pipeline, sources: [] })),
    reference,
  );
}

const namesOf = ({ pipeline, name, role }: ConnectorDeclaration): readonly string[] => [
  `${role}s.${name}`,
  `${pipeline}/${role}s.${name}`,
  `${pipeline}.${name}`,
];
