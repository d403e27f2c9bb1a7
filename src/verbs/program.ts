import { Command, type CommanderError } from 'commander';
import type { Context, GlobalOptions } from '../base/context.ts';
import { UsageError } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import { addFlags } from './command.ts';
import type { CommandLine, DescribedVerb } from './command-line.ts';
import { globalFlags } from './global-flags.ts';
import { verbs } from './registry.ts';
import { insideOrHere } from './shared/inside.ts';

/**
 * commander's program with all verbs on it. The file of a verb is loaded, and its flags are declared, when the command
 * line calls it. `onExit` is told what the verb returns.
 */
export function programOf(context: Context, commandLine: CommandLine, onExit: (code: number) => void): Command {
  const program = bareProgram(context);
  const loading = new Map<Command, () => Promise<void>>();
  const onCall = async (_: Command, called: Command) => loading.get(called)?.();
  const parents = new Map([['', program.hook('preSubcommand', onCall)]]);
  const parentOf = (group: string): Command => {
    const known = parents.get(group);
    if (known !== undefined) return known;
    const made = program.command(group).description(commandLine.groups[group] ?? '');
    parents.set(group, made.exitOverride().hook('preSubcommand', onCall));
    return made;
  };
  for (const described of commandLine.verbs) {
    const words = described.name.split(' ');
    const own = words.pop() ?? '';
    const command = parentOf(words.join(' '))
      .command([own, ...described.arguments].join(' '))
      .description(described.summary)
      .addHelpText('after', `\nExample:\n  $ ${described.example}`)
      .exitOverride();
    loading.set(command, () => load(command, described, context, onExit));
    // A verb may be a group as well: `alerts` and `alerts verify`.
    if (commandLine.verbs.some(({ name }) => name.startsWith(`${described.name} `))) {
      parents.set(described.name, command.hook('preSubcommand', onCall));
    }
  }
  return program;
}

function bareProgram({ output, messages, environment }: Context): Command {
  const program = new Command('pipeline')
    .description('Declarative pipelines on Kafka Connect and Hadoop, with proof that every record arrived exactly once')
    .version('0.1.0')
    .configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: (text) => messages.write(text),
      getOutHelpWidth: () => output.columns ?? 80,
      getErrHelpWidth: () => messages.columns ?? 80,
      getOutHasColors: () => output.colour,
      getErrHasColors: () => messages.colour,
      // It comes as an error, and is told as every other one.
      outputError: () => undefined,
    })
    .exitOverride();
  addFlags(program, globalFlags(environment));
  program.on('beforeAllHelp', refuseUnknownVerb);
  return program;
}

async function load(
  command: Command,
  { name }: DescribedVerb,
  context: Context,
  onExit: (code: number) => void,
): Promise<void> {
  const verb = (await verbs[name]?.())?.default;
  if (verb === undefined) throw new Error(`command-line.json knows a verb "${name}", the registry does not`);
  const typed = name.split(' ');
  addFlags(command, verb.flags, (words) => typed.push(...words));
  command.action(async () => {
    const { args } = command;
    const options = command.optsWithGlobals<GlobalOptions>();
    const here = () => verb.run(context, args, options);
    onExit(verb.inside ? await insideOrHere([...typed, ...args], context, options, here) : await here());
  });
}

/** The help of a group stands for no verb that it does not have. */
function refuseUnknownVerb({ command }: { readonly command: Command }): void {
  const [word = '-'] = command.args;
  if (command.commands.length === 0 || word.startsWith('-')) return;
  const near = closest(
    word,
    command.commands.map((one) => one.name()),
  );
  throw wrongForm(`unknown command '${word}'${near === undefined ? '' : ` (Did you mean ${near}?)`}`);
}

/** What commander refuses, as an error of ours. */
export function usageError({ code, message }: CommanderError): UsageError {
  if (code === 'commander.help') return wrongForm('There is no verb in this command line');
  return wrongForm(message.replace(/^error: /, '').replaceAll('\n', ' '));
}

const wrongForm = (message: string) =>
  new UsageError(message, { hint: '`pipeline --help`, or `pipeline VERB --help`, shows the right form.' });
