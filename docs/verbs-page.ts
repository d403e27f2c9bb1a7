import type { CommandLine, DescribedFlag, DescribedVerb } from '../src/verbs/command-line.ts';

const head = `# Verbs

What can be typed after \`pipeline\`; [completion.md](completion.md) lets the shell propose it,
[exit-codes.md](exit-codes.md) says what comes back. \`pipeline VERB --help\` prints the same. This page is written
by \`npm run generate\`.

`;

/** docs/verbs.md: a table of all verbs, then each with its arguments, flags and an example. */
export function verbsPage({ verbs, flags }: CommandLine): string {
  const table = ['| verb | what it does |', '|---|---|', ...verbs.map(row), ''];
  const everywhere = ['', '## Flags of every verb', '', ...flagTable(flags), ''];
  return [`${head}${table.join('\n')}`, ...everywhere, ...verbs.flatMap(section)].join('\n');
}

/** command-line.json: one line for each verb, so that a change of one shows as that. */
export function commandLineFile({ flags, groups, verbs }: CommandLine): string {
  const lines = (all: readonly unknown[]) => all.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  const parts = [
    `  "flags": [\n${lines(flags)}\n  ]`,
    `  "groups": ${JSON.stringify(groups)}`,
    `  "verbs": [\n${lines(verbs)}\n  ]`,
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

/** In a table a bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

const anchor = (name: string): string => `#${name.replaceAll(' ', '-')}`;

const row = ({ name, summary }: DescribedVerb): string => `| [\`${name}\`](${anchor(name)}) | ${cell(summary)} |`;

function flagTable(flags: readonly DescribedFlag[]): readonly string[] {
  if (flags.length === 0) return [];
  return ['| flag | what it does |', '|---|---|', ...flags.map(flagRow)];
}

function flagRow({ names, value, summary, default: preset }: DescribedFlag): string {
  const typed = names.map((name) => `\`${[name, value ?? ''].join(' ').trim()}\``).join(', ');
  return `| ${typed} | ${cell(summary)}${preset === undefined ? '' : ` (default: ${cell(preset)})`} |`;
}

function section({ name, arguments: given, summary, example, flags }: DescribedVerb): readonly string[] {
  const usage = ['pipeline', name, ...(flags.length === 0 ? [] : ['[flags]']), ...given].join(' ');
  const table = flagTable(flags);
  return [
    `## ${name}`,
    '',
    `\`${usage}\``,
    '',
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    '',
    ...(table.length === 0 ? [] : [...table, '']),
    '```sh',
    example,
    '```',
    '',
  ];
}
