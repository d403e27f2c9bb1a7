import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode, RefusedError, UsageError } from '../../base/errors.ts';
import { meant } from '../../language/diagnostic.ts';
import { http } from './http.ts';
import { parquet } from './parquet.ts';
import { recommendations } from './recommendations.ts';

interface InitOptions extends GlobalOptions {
  readonly name?: string;
}

const templates = [parquet, http, recommendations];
const nameForm = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * `init [TEMPLATE]`: writes a first pipeline to config/NAME.yaml and says what to do with it; without a template, lists
 * them. Errors: UsageError for an unknown template or an unfit name, RefusedError when the file is there already.
 */
export async function init(context: Context, args: readonly string[], options: InitOptions): Promise<ExitCode> {
  const [wanted] = args;
  if (wanted === undefined) return listTemplates(context, options);
  const template = templates.find(({ name }) => name === wanted);
  if (template === undefined) {
    const names = templates.map(({ name }) => name);
    throw new UsageError(`There is no template named ${wanted}`, { hint: meant(wanted, names, 'template') });
  }
  const pipeline = options.name ?? template.name;
  if (!nameForm.test(pipeline)) {
    throw new UsageError(`${JSON.stringify(pipeline)} cannot name a pipeline here`, {
      where: '--name',
      hint: 'Use at most 40 lower-case letters, digits and `-`, a letter first.',
    });
  }
  const file = join('config', `${pipeline}.yaml`);
  const path = join(context.directory, file);
  if (existsSync(path)) {
    throw new RefusedError(`${file} is there already`, { hint: 'Choose another name: --name NAME.' });
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, template.text(pipeline), { flag: 'wx' });
  if (options.output === 'json') context.output.write(`${JSON.stringify({ file, pipeline, template: wanted })}\n`);
  else context.output.write(`${file}\n`);
  context.messages.write(
    [
      'Next:',
      `  pipeline up ${file}                           Kafka, Connect, HDFS, and what this file needs`,
      `  pipeline apply ${file}`,
      ...(template === recommendations
        ? [`  pipeline recommender list ${pipeline}.recommender`]
        : [`  pipeline verify ${file} --deep --wait 60s     every record is stored exactly once`]),
      '  pipeline down',
      '',
    ].join('\n'),
  );
  return ExitCode.fine;
}

function listTemplates(context: Context, options: InitOptions): ExitCode {
  if (options.output === 'json') {
    const listed = templates.map(({ name, description }) => ({ name, description }));
    context.output.write(`${JSON.stringify(listed, null, 2)}\n`);
    return ExitCode.fine;
  }
  const width = Math.max(...templates.map(({ name }) => name.length));
  for (const { name, description } of templates) context.output.write(`${name.padEnd(width)}  ${description}\n`);
  context.messages.write('\n`pipeline init TEMPLATE` writes one to config/.\n');
  return ExitCode.fine;
}
