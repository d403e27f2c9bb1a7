import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context } from '../../base/context.ts';
import { ExitCode, RefusedError, UsageError } from '../../base/errors.ts';
import { meant } from '../../language/diagnostic.ts';
import { show, showLine } from '../../ui/show.ts';
import { option } from '../flag.ts';
import { defineVerb, type OptionsOf } from '../verb.ts';
import { http } from './http.ts';
import { parquet } from './parquet.ts';
import { recommendations } from './recommendations.ts';

const flags = { name: option('<name>', 'how the pipeline is called; default: as its template') };

type InitOptions = OptionsOf<typeof flags>;

const templates = [parquet, http, recommendations];
const nameForm = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * `init [TEMPLATE]`: writes a first pipeline to config/NAME.yaml and says what to do with it; without a template, lists
 * them. Errors: UsageError for an unknown template or an unfit name, RefusedError when the file is there already.
 */
export default defineVerb({
  usage: 'init [template]',
  summary: 'write a first pipeline from a template, or list the templates',
  example: 'pipeline init parquet --name shop',
  flags,
  completes: { template: { words: templates.map(({ name }) => name) } },
  async run(context, args, options) {
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
    showLine(context, options, { json: { file, pipeline, template: wanted }, text: () => `${file}\n` });
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
  },
});

function listTemplates(context: Context, options: InitOptions): ExitCode {
  const width = Math.max(...templates.map(({ name }) => name.length));
  return show(context, options, {
    json: templates.map(({ name, description }) => ({ name, description })),
    text: () => templates.map(({ name, description }) => `${name.padEnd(width)}  ${description}\n`).join(''),
    after: () => '\n`pipeline init TEMPLATE` writes one to config/.\n',
  });
}
