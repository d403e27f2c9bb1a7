import { engines } from '../../components/engines.ts';
import { kinds } from '../../components/kinds.ts';
import { topicsByName } from '../../language/derived-topics.ts';
import type { Pipeline } from '../../language/model.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { compileConnector } from './connector.ts';
import type { DesiredState } from './desired.ts';
import { compileSection } from './hosted.ts';
import { compileJob } from './job.ts';
import { compileTopics } from './topics.ts';

/** What `pipelines` stand for on `cluster`. Pure; the pipelines must have passed `loadPipelines`. */
export function compile(pipelines: readonly Pipeline[], cluster: ClusterAddresses): DesiredState {
  const topics = topicsByName(pipelines);
  const declarations = pipelines.flatMap(({ sources, sinks }) => [...sources, ...sinks]);
  const needs = new Set(pipelines.flatMap((pipeline) => pipeline.services));
  for (const declaration of declarations) {
    for (const need of kinds.named(declaration.kind).needs(declaration)) needs.add(need);
  }
  const formats = [...topics.values(), ...declarations.flatMap(({ pattern }) => pattern ?? [])];
  if (formats.some(({ format }) => format !== undefined)) needs.add('registry');
  const declaredJobs = pipelines.flatMap((pipeline) => pipeline.jobs);
  for (const { engine, run, state } of declaredJobs) {
    if (run === 'manual' || state === 'stopped') continue;
    for (const need of engines.named(engine).needs) needs.add(need);
  }
  const compiled = declaredJobs.map((job) => compileJob(job, pipelines, topics, cluster));
  return {
    pipelines: pipelines.map((pipeline) => pipeline.name).sort(),
    topics: byName(compileTopics(pipelines, cluster)),
    connectors: byName(declarations.map((declaration) => compileConnector(declaration, topics, cluster))),
    jobs: byName([
      ...pipelines.flatMap(({ sections }) => sections.map((one) => compileSection(one, topics, sections))),
      ...compiled.filter(({ run }) => run === 'streaming'),
    ]),
    manualJobs: byName(compiled.filter(({ run }) => run === 'manual')),
    checks: pipelines.flatMap((pipeline) => pipeline.checks),
    needs: [...needs].sort(),
  };
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
