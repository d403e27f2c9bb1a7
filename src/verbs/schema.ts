import type { Context } from '../base/context.ts';
import { ExitCode, UsageError } from '../base/errors.ts';
import { plugIns } from '../components/plug-ins.ts';
import { meant } from '../language/diagnostic.ts';
import { editorSchema } from '../language/editor-schema.ts';
import { eventJsonSchema } from '../language/event-json-schema.ts';
import { loadPipelines } from '../pipeline/compile/load.ts';
import { offlineCluster } from '../pipeline/compile/offline-cluster.ts';
import { repeated } from './flag.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = {
  file: repeated('<file>', 'a file or folder that declares the event; may be repeated', { from: ['yaml'] }),
};

type SchemaOptions = OptionsOf<typeof flags>;

/** `pipeline schema [EVENT] [--file FILES]`: the JSON Schema of the language, or of one event's values. */
export default defineVerb({
  usage: 'schema [event]',
  summary: 'print the JSON Schema of the language, or of an event',
  example: 'pipeline schema clicks',
  flags,
  async run(context, [event], options) {
    const found = event === undefined ? editorSchema(plugIns()) : await schemaOf(event, context, options);
    context.output.write(`${JSON.stringify(found, null, 2)}\n`);
    return ExitCode.fine;
  },
});

async function schemaOf(name: string, context: Context, options: SchemaOptions): Promise<unknown> {
  const cluster = await offlineCluster(options.cluster, context);
  const { pipelines } = await loadPipelines(options.file, cluster, context, { vars: options.var });
  const events = pipelines.flatMap((pipeline) => Object.values(pipeline.events).map((event) => ({ pipeline, event })));
  const named = events.filter(
    ({ pipeline, event }) => name === event.name || name === `${pipeline.name}/${event.name}`,
  );
  const [first, second] = named;
  if (first === undefined) {
    const hint = meant(
      name,
      events.map(({ event }) => event.name),
      'event',
    );
    throw new UsageError(`There is no event \`${name}\` in the files given`, { hint });
  }
  if (second !== undefined) {
    const names = named.map(({ pipeline }) => `${pipeline.name}/${name}`).join(', ');
    throw new UsageError(`Several pipelines have an event \`${name}\``, { hint: `name one of: ${names}` });
  }
  return eventJsonSchema(first.event);
}
