import type { DescribedState } from '../recommender/state/state.ts';
import { printable } from './printable.ts';

const line = (name: string, value: string | number): string => `  ${name.padEnd(12)} ${printable(String(value))}\n`;

/** What runs and what is written down, one fact a line. */
export function renderState({ host, snapshot, damaged, folder }: DescribedState): string {
  const running =
    host === null
      ? 'No host has reported it yet.\n'
      : `${host.state}, restarted ${host.restarts} times\n${Object.entries(host.metrics)
          .map(([name, value]) => line(name, value))
          .join('')}`;
  const broken = damaged.map((file) => `Damaged and not used: ${printable(file)}\n`).join('');
  if (snapshot === null) return `${running}${broken}No state is written in ${printable(folder)}.\n`;
  const { covered, ...facts } = snapshot;
  return (
    `${running}${broken}State in ${printable(folder)}\n` +
    Object.entries(facts)
      .map(([name, value]) => line(name, value))
      .join('') +
    Object.entries(covered)
      .map(([source, to]) => line('covered', `${source} up to ${to}`))
      .join('')
  );
}
