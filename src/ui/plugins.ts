import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import type { ConfigKey, Plugin } from '../clients/connect/model.ts';

export function renderPlugins(plugins: readonly Plugin[]): string {
  const rows = plugins.map((plugin) => [plugin.type, printable(plugin.class), plugin.version ?? '']);
  return table([{ title: 'TYPE' }, { title: 'CLASS' }, { title: 'VERSION' }], rows);
}

function keyLine({ name, type, required, default: given }: ConfigKey): string {
  const rest = required ? 'required' : given === undefined ? 'optional' : `default ${given}`;
  return `${printable(name)}  ${type.toLowerCase()}, ${printable(rest)}`;
}

/** The keys of a plugin with their types, defaults and documentation, the required ones first. */
export function renderKeys(plugin: string, keys: readonly ConfigKey[], output: Output): string {
  const style = paint(output);
  const sorted = [...keys].sort((a, b) => Number(b.required) - Number(a.required) || (a.name < b.name ? -1 : 1));
  const lines = sorted.map((key) => {
    const text = printable((key.documentation ?? '').replace(/<[^>]*>/g, ''))
      .replace(/\s+/g, ' ')
      .trim();
    return `${style.bold(keyLine(key))}\n${text === '' ? '' : `    ${text}\n`}`;
  });
  return `${printable(plugin)}\n\n${lines.join('')}`;
}
