import type { Diagnostic } from '../../../base/errors.ts';
import type { EngineInput } from '../../../components/engine.ts';
import { engines } from '../../../components/engines.ts';
import { kindsWithFiles } from '../../../components/kinds.ts';
import { inputPlace } from '../../../language/check-jobs.ts';
import { checkPath } from '../../../language/check-path.ts';
import { mistake } from '../../../language/diagnostic.ts';

const nouns = { topic: 'topics', sink: 'the files of sinks', path: 'files of text' } as const;

/** Rules for jobs of every engine, and the engine's own. */
export function lintJob(input: EngineInput): Diagnostic[] {
  const { declaration, sinks } = input;
  const { map, pointer, name, from } = declaration;
  const engine = engines.named(declaration.engine);
  const found: Diagnostic[] = [];
  if (declaration.misrun) {
    const message = `${engine.name} runs a job to its end, and \`${name}\` is deployed to run for ever`;
    const place = { map, pointer, part: 'key' as const };
    found.push(mistake('job-run', place, message, { hint: 'add `run: manual`' }));
  }
  for (const [index, one] of from.entries()) {
    const kind = 'topic' in one ? 'topic' : 'sink' in one ? 'sink' : 'path';
    if (engine.inputs.includes(kind)) continue;
    const message = `${engine.name} does not read ${nouns[kind]}`;
    const hint = `it reads ${engine.inputs.map((input) => nouns[input]).join(' and ')}`;
    found.push(mistake('job-input', inputPlace(declaration, index), message, { hint }));
  }
  for (const sink of sinks) {
    const index = from.findIndex((one) => 'sink' in one && one.sink === `${sink.pipeline}/sinks.${sink.name}`);
    if (sink.stored !== undefined) {
      const { format, envelope } = sink.stored;
      if (envelope) {
        const hint = 'let it read the topic, or a sink of columns (`format: parquet`)';
        found.push(mistake('job-input', inputPlace(declaration, index), 'jobs do not read envelopes', { hint }));
      }
      if (engine.formats.includes(format)) continue;
      const reads = `it reads ${engine.formats.join(' and ')}`;
      const unread = `${engine.name} reads no files of the format ${format}`;
      found.push(mistake('job-input', inputPlace(declaration, index), unread, { hint: reads }));
      continue;
    }
    const message = `\`${sink.pipeline}.${sink.name}\` keeps no list of its files`;
    const hint = `jobs read sinks of the kinds ${kindsWithFiles()}`;
    found.push(mistake('job-input', inputPlace(declaration, index), message, { hint }));
  }
  const { files } = declaration;
  const paths = [
    ...(files === undefined ? [] : checkPath(files.path, { map, pointer: [...pointer, files.store, 'path'] })),
    ...from.flatMap((one, index) => ('path' in one ? checkPath(one.path, inputPlace(declaration, index)) : [])),
  ];
  return [...found, ...paths, ...engine.lint(input)];
}
