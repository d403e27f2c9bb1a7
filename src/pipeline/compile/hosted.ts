import { digest } from '../../base/canonical.ts';
import { hosted } from '../../components/hosted.ts';
import type { HostedSection } from '../../components/hosted-kind.ts';
import type { DesiredJob } from '../../jobs/desired-job.ts';
import type { SectionDeclaration, TopicDeclaration } from '../../language/model.ts';

/** What is known of the section that a declaration came from. */
export function sectionOf({ name }: SectionDeclaration): HostedSection {
  const { section } = hosted.named(name);
  if (section === undefined) throw new RangeError(`no section of a pipeline file is called ${name}`);
  return section;
}

/** The hosted job that a section declares. `beside`: all sections of its pipeline. */
export function compileSection(
  declaration: SectionDeclaration,
  topics: ReadonlyMap<string, TopicDeclaration>,
  beside: readonly SectionDeclaration[],
): DesiredJob {
  const { pipeline, pointer, map, name: kind, state, from } = declaration;
  const spec = sectionOf(declaration).spec(declaration, topics, beside);
  const [name, run] = [`${pipeline}.${kind}`, 'streaming' as const];
  return { pipeline, pointer, map, name, kind, run, state, spec, digest: digest({ kind, spec }), topics: from };
}
