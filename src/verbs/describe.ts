import { spellings } from './command.ts';
import type { CommandLine, DescribedFlag, DescribedVerb } from './command-line.ts';
import type { Flag, Flags } from './flag.ts';
import { globalFlags } from './global-flags.ts';
import { groups, verbs } from './registry.ts';
import type { Verb } from './verb.ts';

/** Everything that is told of the command line, out of the verbs themselves. */
export async function describeCommandLine(): Promise<CommandLine> {
  const described = Object.entries(verbs).map(async ([name, load]) => describeVerb(name, (await load()).default));
  return { flags: describeFlags(globalFlags()), groups, verbs: await Promise.all(described) };
}

function describeVerb(name: string, { usage, summary, example, flags, completes }: Verb): DescribedVerb {
  const [words, placeholders] = [usage.split(/ (?=[<[])/)[0], usage.match(/[<[].*?[>\]]/g) ?? []];
  if (words !== name) throw new Error(`The registry calls "${name}" what says of itself that it is "${usage}"`);
  return {
    name,
    arguments: placeholders,
    summary,
    example,
    flags: describeFlags(flags),
    ...(completes === undefined ? {} : { completes }),
  };
}

const describeFlags = (flags: Flags): readonly DescribedFlag[] =>
  Object.entries(flags).map(([key, flag]) => describeFlag(key, flag));

function describeFlag(key: string, flag: Flag<unknown>): DescribedFlag {
  const { value, summary, completes } = flag;
  const preset = presetOf(flag);
  return {
    names: spellings(key, flag),
    ...(value === undefined ? {} : { value }),
    summary,
    ...(preset === undefined ? {} : { default: preset }),
    ...(completes === undefined ? {} : { completes }),
  };
}

/** The default as a person reads it; a flag that is not given, and an empty list, need no word. */
function presetOf({ value, default: preset, shown }: Flag<unknown>): string | undefined {
  if (value === undefined || preset === undefined) return undefined;
  if (shown !== undefined) return shown;
  if (typeof preset === 'object' && Object.keys(preset ?? {}).length === 0) return undefined;
  return String(preset);
}
