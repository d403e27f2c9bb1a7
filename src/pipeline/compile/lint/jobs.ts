import type { Diagnostic } from '../../../base/errors.ts';
import { text } from '../../../base/values.ts';
import type { EngineInput } from '../../../components/engine.ts';
import { engineNamed } from '../../../components/engines.ts';
import { kindNamed } from '../../../components/index.ts';
import { inputPlace } from '../../../language/check-jobs.ts';
import { mistake } from '../../../language/diagnostic.ts';
import type { ConnectorDeclaration, JobDeclaration } from '../../../language/model.ts';

const nouns = { topic: 'topics', sink: 'the files of sinks', path: 'files of text' } as const;

/** Rules for jobs of every engine, and the engine's own. */
export function lintJob(input: EngineInput): Diagnostic[] {
  const { declaration, sinks } = input;
  const { map, pointer, name, from } = declaration;
  const engine = engineNamed(declaration.engine);
  const found: Diagnostic[] = [];
  if (!engine.runs.includes(declaration.run)) {
    const message = `${engine.name} runs a job to its end, and \`${name}\` is deployed to run for ever`;
    const place = { map, pointer, part: 'key' as const };
    found.push(mistake('job-run', place, message, { hint: 'write `run: manual`' }));
  }
  for (const [index, one] of from.entries()) {
    const kind = 'topic' in one ? 'topic' : 'sink' in one ? 'sink' : 'path';
    if (engine.inputs.includes(kind)) continue;
    const message = `${engine.name} does not read ${nouns[kind]}`;
    const hint = `it reads ${engine.inputs.map((input) => nouns[input]).join(' and ')}`;
    found.push(mistake('job-input', inputPlace(declaration, index), message, { hint }));
  }
  for (const sink of sinks) {
    if (kindNamed(sink.kind).proof === 'chain') continue;
    const index = from.findIndex((one) => 'sink' in one && one.sink === `${sink.pipeline}/sinks.${sink.name}`);
    const message = `\`${sink.pipeline}.${sink.name}\` keeps no list of its files`;
    const hint = 'jobs read sinks of the kinds hdfs, s3 and file';
    found.push(mistake('job-input', inputPlace(declaration, index), message, { hint }));
  }
  return [...found, ...engine.lint(input)];
}

/** A job that stores topics as they are makes the directories that a sink with its path would: each would take the other's files for its own. */
export function lintJobPaths(jobs: readonly JobDeclaration[], sinks: readonly ConnectorDeclaration[]): Diagnostic[] {
  return jobs.flatMap(({ map, pointer, files, from }) =>
    sinks.flatMap((sink) => {
      const topic = from.flatMap((input) =>
        'topic' in input && sink.topics.includes(input.topic) ? [input.topic] : [],
      )[0];
      if (files === undefined || topic === undefined) return [];
      if (files.store !== sink.kind || files.path !== text(sink.words.path)) return [];
      const place = { map, pointer: [...pointer, files.store, 'path'] };
      const message = `a sink writes \`${topic}\` to the same path`;
      const related = {
        place: { map: sink.map, pointer: [...sink.pointer, sink.kind, 'path'] },
        message: `\`${sink.pipeline}.${sink.name}\` writes there too`,
      };
      return [mistake('shared-path', place, message, { hint: 'give each a path of its own', related })];
    }),
  );
}
