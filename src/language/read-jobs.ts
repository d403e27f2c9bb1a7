import { entriesOf, isRecord, listOf, member, text } from '../base/values.ts';
import { mistake } from './diagnostic.ts';
import type { EngineWords } from './engine-words.ts';
import type { JobDeclaration, JobInput } from './model.ts';
import { checkSectionName } from './read-sections.ts';
import type { Section, Surroundings } from './section.ts';

/** The entries of `jobs:`, with the files that their words name. */
export async function readJobs(section: Section, surroundings: Surroundings): Promise<JobDeclaration[]> {
  const jobs: JobDeclaration[] = [];
  for (const [name, written] of entriesOf(section.root.jobs)) {
    if (!section.usable('jobs', name) || !isRecord(written)) continue;
    const engine = surroundings.engines.find((candidate) => Object.hasOwn(written, candidate.name));
    if (engine === undefined) continue;
    checkName(name, section);
    const words = member(written, engine.name);
    const to = text(written.to);
    const files = filesOf(written);
    const run = written.run === 'manual' ? 'manual' : 'streaming';
    jobs.push({
      pipeline: section.pipeline,
      name,
      pointer: ['jobs', name],
      map: section.map,
      engine: engine.name,
      words: isRecord(words) ? words : {},
      from: listOf(written.from).map((input) => inputOf(input, section.pipeline)),
      ...(to === undefined ? {} : { to }),
      ...(files === undefined ? {} : { files }),
      run,
      ...(engine.runs.includes(run) ? {} : { misrun: true as const }),
      state: written.state === 'stopped' ? 'stopped' : 'running',
      texts: await readTexts(name, words, engine, section, surroundings),
    });
  }
  return jobs;
}

/** `sinks.lake` is a sink of this pipeline, `shop/sinks.lake` of that one; all else is a topic. */
function inputOf(written: string, pipeline: string): JobInput {
  if (written.startsWith('/')) return { path: written };
  if (written.startsWith('sinks.')) return { sink: `${pipeline}/${written}` };
  return written.includes('/sinks.') ? { sink: written } : { topic: written };
}

function filesOf(written: Readonly<Record<string, unknown>>): JobDeclaration['files'] {
  const store = isRecord(written.hdfs) ? 'hdfs' : isRecord(written.file) ? 'file' : undefined;
  if (store === undefined) return undefined;
  const { path, format } = isRecord(written[store]) ? written[store] : {};
  return { store, path: text(path) ?? '', format: text(format) ?? '' };
}

async function readTexts(
  name: string,
  words: unknown,
  engine: EngineWords,
  section: Section,
  { readReferenced }: Surroundings,
): Promise<JobDeclaration['texts']> {
  const texts: Record<string, { file: string; text: string }> = {};
  for (const [word, ending] of Object.entries(engine.fileWords)) {
    const path = text(member(words, word));
    if (path === undefined || !path.endsWith(ending) || /\s/.test(path)) continue;
    const content = await readReferenced(path, section.file);
    if (content !== undefined) texts[word] = { file: path, text: content };
    else {
      const place = { map: section.map, pointer: ['jobs', name, engine.name, word] };
      section.diagnostics.push(mistake('missing-file', place, `there is no file \`${path}\` beside this one`));
    }
  }
  return texts;
}

/** Sources, sinks and jobs of a pipeline share the names `<pipeline>.<name>`. */
function checkName(name: string, section: Section): void {
  const place = { map: section.map, pointer: ['jobs', name], part: 'key' as const };
  for (const [part, noun] of [
    ['sources', 'source'],
    ['sinks', 'sink'],
  ] as const) {
    if (!isRecord(section.root[part]) || !Object.hasOwn(section.root[part], name)) continue;
    const related = { place: { ...place, pointer: [part, name] }, message: `the ${noun} of that name` };
    section.diagnostics.push(mistake('duplicate-name', place, `\`${name}\` is already a ${noun}`, { related }));
  }
  checkSectionName(name, place, section);
}
