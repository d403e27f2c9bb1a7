import { printable } from '../base/text/printable.ts';
import type { DescribedInstance } from '../recommender/http/instances.ts';
import type { DescribedState } from '../recommender/instance/describe-state.ts';

const line = (name: string, value: string | number): string => `  ${name.padEnd(12)} ${printable(String(value))}\n`;

function instanceText({ id, address, leads, partitions, shards, state }: DescribedInstance): string {
  const work = `${leads ? 'leads, ' : ''}lists of partitions ${partitions.join(', ') || 'none'}, ${shards.length} shards`;
  const said =
    state === null
      ? line('state', 'it does not answer')
      : line('process', state.pid) +
        line('applied', state.asOf) +
        line('memory', state.memory) +
        line('digest', state.base);
  return `Instance ${printable(id)} at ${printable(address)}: ${work}\n${said}`;
}

/** What runs and what is written down, one fact a line. */
export function renderState({ host, instances, snapshot, damaged, folder }: DescribedState): string {
  const reported =
    host === null
      ? 'No host has reported it yet.\n'
      : `${host.state}, restarted ${host.restarts} times\n${host.error === undefined ? '' : line('error', host.error)}${Object.entries(
          host.metrics,
        )
          .map(([name, value]) => line(name, value))
          .join('')}`;
  const running = `${reported}${instances.map(instanceText).join('')}`;
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
