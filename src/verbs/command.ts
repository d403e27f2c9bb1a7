import { type Command, Option } from 'commander';
import type { Flag, Flags } from './flag.ts';

/** How a flag is typed: `-f`, `--from-beginning`, `--no-wait`. A key of one letter has no long form. */
export function spellings(key: string, { short, negated }: Flag<unknown>): readonly string[] {
  if (key.length === 1) return [`-${key}`];
  const long = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [...(short === undefined ? [] : [`-${short}`]), negated ? `--no-${long}` : `--${long}`];
}

/** Gives `command` the flags; `onTyped` is told each one as it is typed, with its value. */
export function addFlags(command: Command, flags: Flags, onTyped: (words: readonly string[]) => void = () => {}): void {
  for (const [key, flag] of Object.entries(flags)) {
    const names = spellings(key, flag);
    const option = new Option([names.join(', '), flag.value ?? ''].join(' ').trim(), flag.summary);
    if (flag.default !== undefined) option.default(flag.default, flag.shown);
    if (flag.choices !== undefined) option.choices(flag.choices);
    if (flag.read !== undefined) option.argParser((text, before: unknown) => flag.read?.(text, before));
    command.addOption(option);
    const name = names.at(-1) ?? key;
    command.on(`option:${option.name()}`, (text?: string | null) => onTyped(text == null ? [name] : [name, text]));
  }
}
