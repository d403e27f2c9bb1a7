import { join } from 'node:path';
import { ExitCode, UsageError } from '../../base/errors.ts';
import { meant } from '../../language/diagnostic.ts';
import { checkout } from '../../target/checkout.ts';
import { defineVerb } from '../verb.ts';
import { scripts } from './scripts.ts';

const shells = Object.entries(scripts);
const names = shells.map(([name]) => name);

/** `completion SHELL`: the script that a shell reads to complete verbs, flags and the names of what is there. */
export default defineVerb({
  usage: 'completion <shell>',
  summary: 'print the script that lets bash, zsh or fish complete commands',
  example: 'source <(pipeline completion bash)',
  flags: {},
  completes: { shell: { words: names } },
  async run(context, [wanted = '']) {
    const script = shells.find(([name]) => name === wanted)?.[1];
    if (script === undefined) {
      throw new UsageError(`There is no completion for ${wanted}`, { hint: meant(wanted, names, 'shell') });
    }
    context.output.write(script({ node: process.execPath, script: join(checkout, 'src', 'complete.mjs') }));
    return ExitCode.fine;
  },
});
