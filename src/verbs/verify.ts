import { ExitCode, UsageError } from '../base/errors.ts';
import { renderProof } from '../ui/proof.ts';
import { show } from '../ui/show.ts';
import { duration, flag, repeated, valued } from './flag.ts';
import { withClients } from './shared/clients.ts';
import { chooseOutputs } from './shared/job-outputs.ts';
import { prove } from './shared/prove.ts';
import { chooseSinks } from './shared/sinks.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = {
  sink: repeated('<name>', 'only this sink; may be repeated', { from: ['sinks', 'jobs'] }),
  deep: flag('compare every row'),
  full: flag('start from the beginning instead of from the last proof'),
  wait: valued('<duration>', 'wait until the sinks have caught up', duration),
};

export type VerifyOptions = OptionsOf<typeof flags>;

/** `verify [FILES]`: proves that every record is stored exactly once. Exit code 3 when it is not so. */
export default defineVerb({
  usage: 'verify [files...]',
  summary: 'prove that every record is stored exactly once',
  example: 'pipeline verify --deep --wait 60s',
  flags,
  completes: { files: { from: ['yaml'] } },
  async run(context, files, options) {
    const { wait } = options;
    return withClients(context, options, async (clients, cluster) => {
      const source = { context, options, clients, cluster };
      const names = options.sink;
      const outputs = await chooseOutputs(source, files, names);
      const others = names.filter((name) => !outputs.some((output) => output.name === name));
      const chosen = names.length > 0 && others.length === 0 ? [] : await chooseSinks(source, files, others);
      const sinks = [...chosen, ...outputs];
      if (sinks.length === 0) {
        throw new UsageError('There is no sink to verify', { hint: 'Name files that declare one, or --sink NAME.' });
      }
      const proof = await prove(sinks, { context, clients, cluster, wait, deep: options.deep, full: options.full });
      show(context, options, { json: proof, text: () => renderProof(proof, context.output) });
      return proof.ok ? ExitCode.fine : ExitCode.notHealthy;
    });
  },
});
