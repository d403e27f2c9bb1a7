import { expect, test } from 'vitest';
import { Interruption } from '../../../src/jobs/supervisor/interruption.ts';
import type { JobReport } from '../../../src/jobs/supervisor/report.ts';

function watched() {
  const said: (string | undefined)[] = [];
  const clock = { time: 0, now: () => clock.time };
  const interruption = new Interruption(({ waits }) => said.push(waits), clock);
  const report = (records: number, waits?: string) => {
    const one: JobReport = { state: 'RUNNING', metrics: { records }, ...(waits === undefined ? {} : { waits }) };
    interruption.report(one);
  };
  return { said, clock, interruption, report };
}

test('why a job was interrupted is told until it goes on, however often it begins again', () => {
  const { said, interruption, report } = watched();
  report(7);
  interruption.begins('the registry: It does not answer');
  report(0);
  report(7);
  report(8);
  expect(said).toEqual([undefined, ...Array(3).fill('the registry: It does not answer'), undefined]);
});

test('where no record comes it is over after a minute, and another reason is told', () => {
  const { said, clock, interruption, report } = watched();
  interruption.begins('Kafka: It does not answer');
  report(0, 'waits for a topic that does not exist: a');
  clock.time = 59_999;
  report(0);
  clock.time = 60_000;
  report(0);
  expect(said).toEqual([
    'Kafka: It does not answer',
    'waits for a topic that does not exist: a',
    'Kafka: It does not answer',
    undefined,
  ]);
});
